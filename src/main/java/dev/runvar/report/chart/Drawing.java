package dev.runvar.report.chart;

import dev.runvar.report.Figure;
import java.awt.Graphics2D;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jfree.svg.SVGGraphics2D;

/**
 * A figure that is painted with Java2D, for print and for the page alike.
 *
 * @param name of its PNG file
 * @param painter draws it; may be called more than once, and by several threads
 */
public record Drawing(
    String name,
    String title,
    String alternative,
    int width,
    int height,
    Consumer<Graphics2D> painter)
    implements Figure {

  /** Styles that say what browsers do anyway. */
  private static final Pattern NEEDLESS =
      Pattern.compile(
          " ?(fill-opacity: ?1\\.0|stroke-opacity:1\\.0|font-family: inherit|stroke-miterlimit:10|stroke-dasharray:none);");

  public Drawing {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(alternative, "alternative");
  }

  @Override
  public byte[] png() {
    return Png.draw(width, height, painter);
  }

  @Override
  public String svg() {
    SVGGraphics2D graphics = new SVGGraphics2D(width, height);
    graphics.setDefsKeyPrefix("f%x-".formatted(name.hashCode()));
    graphics.setGeomDoubleConverter(Drawing::tenths);
    graphics.setTransformDoubleConverter(Drawing::hundredths);
    graphics.setFontFunction(family -> "inherit");
    Png.smooth(graphics);
    painter.accept(graphics);
    String element = graphics.getSVGElement();
    String body = element.substring(element.indexOf('>') + 1, element.lastIndexOf("</svg>"));
    return NEEDLESS.matcher(body).replaceAll("");
  }

  /** A tenth of a unit is finer than a dot of print. */
  private static String tenths(double value) {
    return trimmed(Math.round(value * 10) / 10.0);
  }

  private static String hundredths(double value) {
    return trimmed(Math.round(value * 100) / 100.0);
  }

  private static String trimmed(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%d", (long) value)
        : Double.toString(value);
  }
}
