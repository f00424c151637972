package dev.runvar.exchange;

import dev.runvar.study.Place;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * A value in a table of another program.
 *
 * @param text null when there is none
 */
record Cell(String text) {

  private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern INFINITE =
      Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern NOTHING =
      Pattern.compile("\\s*(nan|null|none|na|n/a)?\\s*", Pattern.CASE_INSENSITIVE);

  /** Returns whether the cell says that there is no value: empty, or one of the words for it. */
  boolean isEmpty() {
    return text == null || NOTHING.matcher(text).matches();
  }

  /** Returns the number, which may be infinite; nothing if the cell has a text. */
  OptionalDouble number() {
    String stripped = text.strip();
    if (NUMBER.matcher(stripped).matches()) {
      return OptionalDouble.of(Double.parseDouble(stripped));
    }
    return INFINITE.matcher(stripped).matches()
        ? OptionalDouble.of(Double.POSITIVE_INFINITY)
        : OptionalDouble.empty();
  }

  /** Returns whether the text is a whole number from 0 that a long holds exactly. */
  boolean isWhole() {
    return WHOLE.matcher(text).matches();
  }

  /** Returns a whole number from 0, which programs also write as in {@code 3.0}. */
  long whole(Place place, String name) {
    if (isWhole()) {
      return Long.parseLong(text);
    }
    double number = isEmpty() ? Double.NaN : number().orElse(Double.NaN);
    if (!(number >= 0 && number < 1e15 && number == Math.rint(number))) {
      throw place.notAllowed(name, shown(), "a whole number from 0");
    }
    return (long) number;
  }

  String shown() {
    return isEmpty() ? "nothing" : '"' + text + '"';
  }
}
