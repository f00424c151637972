package dev.runvar.report;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws as SVG inside of a page.
 *
 * <p>Texts stay texts, as wide as in the figures' own font in whichever font they are shown. What
 * looks alike and follows on each other is one group.
 */
final class SvgGraphics extends ShapeGraphics {

  /** What has been written; the graphics that parts of a drawing make for themselves share it. */
  private static final class Output {

    private final Html html;
    private final String name;
    private final Map<String, String> clips = new HashMap<>();
    private String[] look;
    private SvgPath lines = new SvgPath();

    Output(Html html, String name) {
      this.html = html;
      this.name = name;
    }

    /** Begins a group, unless the one that is open looks like this. */
    void look(String... attributes) {
      if (!Arrays.equals(attributes, look)) {
        end();
        html.open("g", attributes(attributes));
        look = attributes;
      }
    }

    void end() {
      endLines();
      if (look != null) {
        html.close();
        look = null;
      }
    }

    void endLines() {
      if (!lines.isEmpty()) {
        html.empty("path", "d", lines.toString());
        lines = new SvgPath();
      }
    }

    /** Returns what refers to a clip, which it writes when it is new. */
    String clip(Shape shape) {
      String path = new SvgPath().add(shape, null).toString();
      return clips.computeIfAbsent(
          path,
          p -> {
            String id = "%s-%d".formatted(name, clips.size());
            end();
            html.open("clipPath", "id", id).empty("path", "d", p).close();
            return "url(#%s)".formatted(id);
          });
    }
  }

  private static final float OPAQUE = 1;
  private static final double LEAST = 0.01;
  private static final Map<Integer, String> CAPS =
      Map.of(BasicStroke.CAP_ROUND, "round", BasicStroke.CAP_SQUARE, "square");
  private static final Map<Integer, String> JOINS =
      Map.of(BasicStroke.JOIN_ROUND, "round", BasicStroke.JOIN_BEVEL, "bevel");

  private final Output output;

  private SvgGraphics(Graphics2D state, Output output) {
    super(state);
    this.output = output;
  }

  /**
   * Draws into the SVG element that is open.
   *
   * @param name unique in the page, a letter first
   */
  static void draw(Html html, String name, Consumer<Graphics2D> painter) {
    Graphics2D state = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    Png.smooth(state);
    Output output = new Output(html, name);
    painter.accept(new SvgGraphics(state, output));
    state.dispose();
    output.end();
  }

  @Override
  public Graphics create() {
    return new SvgGraphics((Graphics2D) state().create(), output);
  }

  @Override
  public void draw(Shape shape) {
    if (!(getStroke() instanceof BasicStroke stroke)) {
      fill(getStroke().createStrokedShape(shape));
      return;
    }
    double scale = Math.sqrt(Math.abs(getTransform().getDeterminant()));
    double margin = scale * stroke.getLineWidth() * Math.max(1, stroke.getMiterLimit() / 2);
    Rectangle2D area = getTransform().createTransformedShape(shape).getBounds2D();
    area.setRect(
        area.getX() - margin,
        area.getY() - margin,
        area.getWidth() + 2 * margin,
        area.getHeight() + 2 * margin);
    Optional<String> clip = clip(area);
    if (clip.isEmpty()) {
      return;
    }
    output.look(
        "fill",
        "none",
        "stroke",
        color(),
        "stroke-width",
        hundredths(scale * stroke.getLineWidth()),
        "stroke-linecap",
        CAPS.getOrDefault(stroke.getEndCap(), ""),
        "stroke-linejoin",
        JOINS.getOrDefault(stroke.getLineJoin(), ""),
        "stroke-dasharray",
        dashes(stroke, scale),
        "stroke-opacity",
        opacity(),
        "clip-path",
        clip.get());
    output.lines.add(shape, getTransform());
    // Translucent lines are darker where they cross, which those of one path would not be.
    if (alpha() < OPAQUE) {
      output.endLines();
    }
  }

  @Override
  public void fill(Shape shape) {
    Optional<String> clip = clip(getTransform().createTransformedShape(shape).getBounds2D());
    SvgPath path = new SvgPath().add(shape, getTransform());
    if (clip.isPresent() && !path.isEmpty()) {
      boolean isEvenOdd =
          shape.getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD;
      output.look(
          "fill",
          color(),
          "fill-rule",
          isEvenOdd ? "evenodd" : "",
          "fill-opacity",
          opacity(),
          "clip-path",
          clip.get());
      output.html.empty("path", "d", path.toString());
    }
  }

  @Override
  public void drawString(String text, float x, float y) {
    Rectangle2D area = getFont().getStringBounds(text, getFontRenderContext());
    double width = area.getWidth();
    area.setRect(x + area.getX(), y + area.getY(), width, area.getHeight());
    Optional<String> clip = clip(getTransform().createTransformedShape(area).getBounds2D());
    if (text.isBlank() || clip.isEmpty()) {
      return;
    }
    output.look(
        "fill",
        color(),
        "fill-opacity",
        opacity(),
        "font-size",
        SvgPath.number(getFont().getSize2D()),
        "font-weight",
        getFont().getFontName(Locale.ROOT).endsWith("Bold") ? "bold" : "",
        "clip-path",
        clip.get());
    AffineTransform transform = getTransform();
    boolean isMovedOnly = (transform.getType() & ~AffineTransform.TYPE_TRANSLATION) == 0;
    output.html.element(
        "text",
        text,
        attributes(
            "x",
            SvgPath.number(isMovedOnly ? x + transform.getTranslateX() : x),
            "y",
            SvgPath.number(isMovedOnly ? y + transform.getTranslateY() : y),
            "textLength",
            text.codePointCount(0, text.length()) == 1 ? "" : SvgPath.number(width),
            "transform",
            isMovedOnly ? "" : matrix(transform)));
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  /**
   * Returns what refers to the clip, "" where it changes nothing; nothing for what is outside of
   * it.
   */
  private Optional<String> clip(Rectangle2D area) {
    Shape clip = getClip();
    if (clip == null) {
      return Optional.of("");
    }
    Shape moved = getTransform().createTransformedShape(clip);
    if (moved.contains(area)) {
      return Optional.of("");
    }
    // Lines have an area of nothing, which nothing contains or intersects.
    area.setRect(
        area.getX(),
        area.getY(),
        Math.max(area.getWidth(), LEAST),
        Math.max(area.getHeight(), LEAST));
    return moved.intersects(area) ? Optional.of(output.clip(moved)) : Optional.empty();
  }

  private String color() {
    String rgb = "%06x".formatted(getColor().getRGB() & 0xFFFFFF);
    boolean isShort =
        rgb.charAt(0) == rgb.charAt(1)
            && rgb.charAt(2) == rgb.charAt(3)
            && rgb.charAt(4) == rgb.charAt(5);
    return "#" + (isShort ? "%c%c%c".formatted(rgb.charAt(0), rgb.charAt(2), rgb.charAt(4)) : rgb);
  }

  private float alpha() {
    float composite = getComposite() instanceof AlphaComposite c ? c.getAlpha() : OPAQUE;
    return composite * getColor().getAlpha() / 255;
  }

  private String opacity() {
    return alpha() < OPAQUE ? hundredths(alpha()) : "";
  }

  private static String dashes(BasicStroke stroke, double scale) {
    float[] dashes = stroke.getDashArray();
    return dashes == null
        ? ""
        : IntStream.range(0, dashes.length)
            .mapToObj(i -> SvgPath.number(scale * dashes[i]))
            .collect(Collectors.joining(" "));
  }

  private static String matrix(AffineTransform transform) {
    double[] entries = new double[6];
    transform.getMatrix(entries);
    return Arrays.stream(entries)
        .mapToObj(SvgGraphics::hundredths)
        .collect(Collectors.joining(" ", "matrix(", ")"));
  }

  private static String hundredths(double value) {
    return BigDecimal.valueOf(Math.round(100 * value), 2).stripTrailingZeros().toPlainString();
  }

  /** Returns names and values in turn, without those whose value is "". */
  private static String[] attributes(String... namesAndValues) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!namesAndValues[i + 1].isEmpty()) {
        kept.addAll(List.of(namesAndValues[i], namesAndValues[i + 1]));
      }
    }
    return kept.toArray(new String[0]);
  }
}
