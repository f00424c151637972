package dev.runvar.report.chart;

import dev.runvar.report.Figure;
import java.awt.Graphics2D;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
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

  private static final String FONTS = "DejaVu Sans,Verdana,Geneva,sans-serif";

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
    graphics.setDefsKeyPrefix(name.replaceFirst("\\.[a-z]+$", "") + "-");
    graphics.setGeomDoubleConverter(Drawing::tenths);
    graphics.setTransformDoubleConverter(Drawing::hundredths);
    graphics.setFontFunction(family -> FONTS);
    Png.smooth(graphics);
    painter.accept(graphics);
    String element = graphics.getSVGElement();
    return element.substring(element.indexOf('>') + 1, element.lastIndexOf("</svg>"));
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
