package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Course;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.ui.RectangleEdge;

/** How each run goes: a line a run, with the cycles at which a new level begins. */
final class CourseChart {

  static final String NAME = "classification.png";

  private static final int WIDTH = 672;
  private static final int MOST_RUNS = 120;
  private static final double TOP = 66;
  private static final double BOTTOM = 38;
  private static final double LABELS = 214;
  private static final double RISES = 58;

  /** Lines of text need this much. */
  private static final double LABEL_LINE = 11;

  private static final Map<String, Color> COLORS =
      Map.of(
          "flat", ChartStyle.BLUE,
          "warm-up", ChartStyle.GREEN,
          "slowdown", ChartStyle.VERMILION,
          "no-steady-state", ChartStyle.PURPLE);
  private static final List<String> KINDS =
      List.of("flat", "warm-up", "slowdown", "no-steady-state");

  private final Analysis analysis;
  private final List<Course> all;
  private final List<Course> runs;

  private CourseChart(Analysis analysis, RuntimeSeries series) {
    this.analysis = analysis;
    all = series.courses();
    Comparator<Course> order = Comparator.comparing(Course::experiment);
    runs =
        evenly(
            all.stream()
                .sorted(order.thenComparing(CourseChart::levels).thenComparing(Course::seed))
                .toList());
  }

  private static List<Course> evenly(List<Course> sorted) {
    int drawn = Math.min(MOST_RUNS, sorted.size());
    return IntStream.range(0, drawn)
        .mapToObj(i -> sorted.get((int) ((long) i * sorted.size() / drawn)))
        .toList();
  }

  /** Returns the figure, nothing when no run is long enough to be told. */
  static Optional<Figure> of(Analysis analysis, RuntimeSeries series) {
    if (series.courses().isEmpty()) {
      return Optional.empty();
    }
    CourseChart figure = new CourseChart(analysis, series);
    return Optional.of(
        new Figure(
            NAME,
            "How each run goes",
            figure.alternative(),
            WIDTH,
            (int) (TOP + figure.runs.size() * figure.rowHeight() + BOTTOM),
            figure::paint));
  }

  private String alternative() {
    return "Of %s: %s.".formatted(Figures.count(all.size(), "run"), counts());
  }

  private String counts() {
    Map<String, Long> counts =
        all.stream()
            .collect(Collectors.groupingBy(Course::kind, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(kind -> "%d %s".formatted(kind.getValue(), kind.getKey()))
        .collect(Collectors.joining(", "));
  }

  private double rowHeight() {
    return runs.size() <= 40 ? 14 : LABEL_LINE;
  }

  private void paint(Graphics2D graphics) {
    Pen pen = new Pen(graphics);
    String left =
        all.size() == runs.size()
            ? ""
            : ", of which %d are drawn, evenly chosen".formatted(runs.size());
    pen.title(
        "How each run goes: %s%s".formatted(Figures.count(all.size(), "run"), left),
        ChartStyle.TITLE,
        new Rectangle2D.Double(0, 0, WIDTH, 20));
    legend(pen);
    Rectangle2D plot =
        new Rectangle2D.Double(LABELS, TOP, WIDTH - LABELS - RISES - 12, runs.size() * rowHeight());
    NumberAxis axis =
        ChartStyle.axis("cycle (black: a new level begins; right: rise by the trend)");
    axis.setLabelFont(ChartStyle.TICK);
    axis.setRange(0, Math.max(1, runs.stream().mapToInt(Course::cycles).max().orElse(1)));
    String before = "";
    for (int i = 0; i < runs.size(); i++) {
      Course run = runs.get(i);
      double y = TOP + (i + 0.5) * rowHeight();
      String label = group(run);
      if (!label.equals(before)) {
        label(pen, label, y);
      }
      before = label;
      row(pen, run, axis, plot, y);
    }
    axis.draw(
        graphics,
        plot.getMaxY(),
        new Rectangle2D.Double(0, 0, WIDTH, plot.getMaxY() + BOTTOM),
        plot,
        RectangleEdge.BOTTOM,
        null);
  }

  private void legend(Pen pen) {
    double x = 8;
    for (String kind : KINDS) {
      long count = all.stream().filter(run -> run.kind().equals(kind)).count();
      pen.fill(symbol(kind, x + 5, 36), COLORS.get(kind));
      String text = "%s (%d)".formatted(kind, count);
      pen.text(text, ChartStyle.TICK, ChartStyle.TEXT, x + 14, 39, Pen.Anchor.LEFT);
      x += 32 + Words.width(text, ChartStyle.TICK);
    }
    pen.text(
        "one line a run; runs of one treatment stand together, in the order of their seeds",
        ChartStyle.TICK,
        ChartStyle.TEXT,
        8,
        54,
        Pen.Anchor.LEFT);
  }

  private void label(Pen pen, String label, double y) {
    pen.line(ChartStyle.GRID, 0.6, 8, y - rowHeight() / 2, WIDTH - 8, y - rowHeight() / 2);
    pen.text(
        Words.fitted(label, ChartStyle.SMALL, LABELS - 18),
        ChartStyle.SMALL,
        ChartStyle.TEXT,
        8,
        y + 3,
        Pen.Anchor.LEFT);
  }

  private String group(Course run) {
    String levels = levels(run);
    String label = AnswerText.label(analysis, run.experiment());
    return levels.isEmpty()
        ? label
        : "%s: %s".formatted(Words.fitted(label, ChartStyle.SMALL, 90), levels);
  }

  private static String levels(Course run) {
    return Levels.text(run.levels());
  }

  private static void row(Pen pen, Course run, NumberAxis axis, Rectangle2D plot, double y) {
    Color color = COLORS.getOrDefault(run.kind(), ChartStyle.GREY);
    double end = axis.valueToJava2D(run.cycles(), plot, RectangleEdge.BOTTOM);
    pen.line(color, 2, plot.getX(), y, end, y);
    for (int change : run.changes()) {
      double x = axis.valueToJava2D(change, plot, RectangleEdge.BOTTOM);
      pen.line(Color.BLACK, 1.4, x, y - 4, x, y + 4);
    }
    pen.fill(symbol(run.kind(), end, y), color);
    pen.text(
        Figures.change(run.rise()),
        ChartStyle.SMALL,
        ChartStyle.TEXT,
        WIDTH - 8,
        y + 3,
        Pen.Anchor.RIGHT);
  }

  /** A shape beside the colour, for prints without any. */
  private static Shape symbol(String kind, double x, double y) {
    double r = 4;
    return switch (kind) {
      case "flat" -> new Rectangle2D.Double(x - 3, y - 3, 6, 6);
      case "warm-up" -> polygon(List.of(x - r, x + r, x), List.of(y - r, y - r, y + r));
      case "slowdown" -> polygon(List.of(x - r, x + r, x), List.of(y + r, y + r, y - r));
      case "no-steady-state" -> polygon(List.of(x - r, x, x + r, x), List.of(y, y - r, y, y + r));
      default -> new Ellipse2D.Double(x - 3, y - 3, 6, 6);
    };
  }

  private static Shape polygon(List<Double> xs, List<Double> ys) {
    Path2D path = new Path2D.Double();
    List<Double> rest = new ArrayList<>(xs);
    path.moveTo(rest.remove(0), ys.get(0));
    for (int i = 0; i < rest.size(); i++) {
      path.lineTo(rest.get(i), ys.get(i + 1));
    }
    path.closePath();
    return path;
  }
}
