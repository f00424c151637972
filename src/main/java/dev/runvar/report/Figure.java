package dev.runvar.report;

import java.awt.Graphics2D;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A figure of a report: drawn in the page as SVG, and beside it as a PNG file of 300 DPI.
 *
 * @param name of its PNG file
 * @param alternative one sentence that stands in for the picture, with its numbers
 * @param width in units of 1/96 inch; so is {@code height}
 * @param painter draws it; may be called more than once, and by several threads
 */
public record Figure(
    String name,
    String title,
    String alternative,
    int width,
    int height,
    Consumer<Graphics2D> painter) {

  /** Where figures stand in a study's directory. */
  public static final String DIRECTORY = "report/figures/";

  public Figure {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(alternative, "alternative");
  }

  /** Returns this figure with a note behind its title and alternative, if there is one. */
  Figure noted(Optional<String> note) {
    return note.map(
            text ->
                new Figure(
                    name,
                    title + ", " + text,
                    "%s Drawn %s.".formatted(alternative, text),
                    width,
                    height,
                    painter))
        .orElse(this);
  }

  /** Returns where the PNG file stands in a study's directory. */
  public String path() {
    return DIRECTORY + name;
  }

  /** Draws the figure for print and returns the bytes of its PNG file. */
  public byte[] png() {
    return Png.draw(width, height, painter);
  }

  /** Draws the figure into a page. */
  void write(Html html) {
    html.open(
        "svg",
        "role",
        "img",
        "aria-label",
        alternative,
        "width",
        String.valueOf(width),
        "height",
        String.valueOf(height),
        "viewBox",
        "0 0 %d %d".formatted(width, height));
    SvgGraphics.draw(html, name.replaceFirst("\\.[a-z]+$", ""), painter);
    html.close();
  }
}
