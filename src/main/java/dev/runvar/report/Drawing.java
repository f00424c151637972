package dev.runvar.report;

import java.awt.Graphics2D;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A figure before it is a picture.
 *
 * @param name of its file
 * @param alternative one sentence that stands in for the picture, with its numbers
 * @param width in units of 1/96 inch; so is {@code height}
 */
record Drawing(
    String name,
    String title,
    String alternative,
    int width,
    int height,
    Consumer<Graphics2D> painter) {

  Drawing {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(alternative, "alternative");
  }

  /** Returns this drawing with a note behind its title and alternative, if there is one. */
  Drawing noted(Optional<String> note) {
    return note.map(
            text ->
                new Drawing(
                    name,
                    title + ", " + text,
                    "%s Drawn %s.".formatted(alternative, text),
                    width,
                    height,
                    painter))
        .orElse(this);
  }

  Figure render() {
    return new Figure(name, title, alternative, Png.draw(width, height, painter));
  }
}
