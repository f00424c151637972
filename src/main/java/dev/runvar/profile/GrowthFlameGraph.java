package dev.runvar.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a flame graph of the growth of a cycle: the width of a box is growth, not time.
 *
 * <p>The top box is the growth of a cycle; below each box are its calls. A box is red if the growth
 * of its path is significant after correction for the number of paths, and pale if not. Paths that
 * shrank have no box and are listed below. The text is a complete SVG document without scripts.
 */
public final class GrowthFlameGraph {

  private static final int WIDTH = 1000;
  private static final int BOX_HEIGHT = 20;
  private static final int TITLE_HEIGHT = 24;
  private static final int MOST_SHRUNK = 5;
  private static final int MOST_LEVELS = 60;

  /** A narrower box would not be visible. */
  private static final double NARROWEST = 3;

  /** From this share on, the growth of a call counts as all of its caller's growth. */
  private static final double ALL_OF_GROWTH = 0.98;

  private static final double CHARACTER_WIDTH = 6.6;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String SIGNIFICANT = "#d9534f";
  private static final String UNCERTAIN = "#f3d9d5";
  private static final String ROOT = "#d0d0d0";
  private static final String SHRUNK = "#2b6cb0";

  private final StringBuilder boxes = new StringBuilder();
  private final List<GrowthNode> shrunk = new ArrayList<>();
  private final double wholeNanos;
  private int levels = 1;

  private GrowthFlameGraph(GrowthReport report) {
    wholeNanos = report.cycle().growthNanos();
  }

  /** Returns the figure as an SVG document. */
  public static String svg(GrowthReport report) {
    return new GrowthFlameGraph(report).draw(report);
  }

  private String draw(GrowthReport report) {
    String title = "Growth of a cycle: " + growth(report.cycle());
    if (wholeNanos > 0) {
      box(title, title, ROOT, 0, WIDTH, 0);
      children(report.root(), 0, WIDTH, 1);
    }
    collectShrunk(report.root());
    shrunk.sort(java.util.Comparator.comparingDouble(node -> node.estimate().growthNanos()));
    StringBuilder notes = new StringBuilder();
    int y = TITLE_HEIGHT + levels * BOX_HEIGHT + BOX_HEIGHT;
    if (wholeNanos <= 0) {
      notes.append(text(0, y, "#333", "A cycle does not take longer late in the run than early."));
      y += BOX_HEIGHT;
    }
    for (GrowthNode node : shrunk.subList(0, Math.min(MOST_SHRUNK, shrunk.size()))) {
      notes.append(text(0, y, SHRUNK, "less: " + name(node) + " " + growth(node.estimate())));
      y += BOX_HEIGHT;
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" \
        font-family="DejaVu Sans Mono, monospace" font-size="11">
        <title>%s</title>
        %s%s%s</svg>
        """
        .formatted(
            WIDTH,
            y,
            WIDTH,
            y,
            escaped(title),
            text(0, BOX_HEIGHT / 2 + 5, "#333", legend(report)),
            boxes,
            notes);
  }

  private static String legend(GrowthReport report) {
    String scope =
        report.scope() == GrowthReport.Scope.REPLICATES
            ? "over %d seeds".formatted(report.replicates())
            : "within the run";
    return "width = growth per cycle; red = significant (" + scope + "), pale = not";
  }

  /**
   * Draws children side by side. If one of them shrank, the others may together grow more than
   * their parent, and are scaled down.
   */
  private void children(GrowthNode parent, double x, double width, int level) {
    double sum =
        parent.children().stream()
            .mapToDouble(child -> Math.max(0, child.estimate().growthNanos()))
            .sum();
    double parentNanos = parent.estimate().growthNanos();
    double scale = width / Math.max(parentNanos, sum);
    double left = x;
    if (level > MOST_LEVELS) {
      return;
    }
    for (GrowthNode child : parent.children()) {
      double wide = child.estimate().growthNanos() * scale;
      if (wide >= NARROWEST) {
        GrowthNode end = child;
        int skipped = 0;
        while (!end.children().isEmpty() && isOneBox(end, end.children().get(0))) {
          end = end.children().get(0);
          skipped++;
        }
        String label = skipped == 0 ? name(child) : name(child) + " … " + name(end);
        boolean isSignificant = child.adjustedP() < FunctionGrowth.LEVEL;
        box(label, described(child), isSignificant ? SIGNIFICANT : UNCERTAIN, left, wide, level);
        children(end, left, wide, level + 1);
        left += wide;
      }
    }
  }

  /**
   * Returns whether a call holds nearly all of its caller's growth, so that one box stands for
   * both.
   */
  private static boolean isOneBox(GrowthNode caller, GrowthNode callee) {
    boolean isUserCode = caller.function().orElseThrow().isUserCode();
    boolean isSameOwner = isUserCode == callee.function().orElseThrow().isUserCode();
    // Calls within a library are merged, because the user cannot change them; a program's own calls
    // are kept if there are several.
    boolean isChain = !isUserCode || caller.children().size() == 1;
    return isSameOwner
        && isChain
        && callee.estimate().growthNanos() >= ALL_OF_GROWTH * caller.estimate().growthNanos();
  }

  private void collectShrunk(GrowthNode node) {
    for (GrowthNode child : node.children()) {
      // The outermost function that shrank stands for its calls.
      if (child.adjustedP() < FunctionGrowth.LEVEL && child.estimate().growthNanos() < 0) {
        shrunk.add(child);
      } else {
        collectShrunk(child);
      }
    }
  }

  private void box(String label, String title, String colour, double x, double width, int level) {
    levels = Math.max(levels, level + 1);
    int y = TITLE_HEIGHT + level * BOX_HEIGHT;
    boxes.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\""
                + " stroke=\"#fff\"/>",
            escaped(title),
            x,
            y,
            width,
            BOX_HEIGHT,
            colour));
    int characters = (int) ((width - 6) / CHARACTER_WIDTH);
    if (characters >= 3) {
      String shown =
          label.length() <= characters ? label : label.substring(0, characters - 1) + "…";
      boxes.append(text(x + 3, y + 14, "#111", shown).strip());
    }
    boxes.append("</g>\n");
  }

  private static String text(double x, int y, String colour, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%d\" fill=\"%s\">%s</text>%n",
        x,
        y,
        colour,
        escaped(text));
  }

  private static String name(GrowthNode node) {
    return node.function().map(FunctionId::function).orElse("cycle");
  }

  private String described(GrowthNode node) {
    FunctionId function = node.function().orElseThrow();
    String place =
        function.firstLine() > 0 ? function.file() + ":" + function.firstLine() : function.file();
    return String.format(
        Locale.ROOT,
        "%s, %s: %s, %.0f %% of the growth",
        function.function(),
        place,
        growth(node.estimate()),
        100 * node.estimate().growthNanos() / wholeNanos);
  }

  private static String growth(GrowthEstimate estimate) {
    String growth =
        String.format(Locale.ROOT, "%+.3f ms", estimate.growthNanos() / NANOS_PER_MILLI);
    return estimate.isMeasurable()
        ? growth
            + String.format(
                Locale.ROOT,
                " (%.3f to %.3f)",
                estimate.lowNanos() / NANOS_PER_MILLI,
                estimate.highNanos() / NANOS_PER_MILLI)
        : growth;
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> {
                  if (c >= ' ' && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF) {
                    safe.appendCodePoint(c);
                  } else {
                    safe.append('?');
                  }
                }
              }
            });
    return safe.toString();
  }
}
