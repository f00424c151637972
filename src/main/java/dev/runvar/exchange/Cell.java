package dev.runvar.exchange;

import dev.runvar.study.Place;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A value in a table of another program.
 *
 * @param text null when there is none
 */
record Cell(String text) {

  private static final String WHOLE = "\\d{1,18}";
  private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
  private static final String INFINITE = "[+-]?inf(inity)?";
  private static final Set<String> NOTHING = Set.of("", "nan", "null", "none", "na", "n/a");

  /** Returns whether the cell says that there is no value: empty, or one of the words for it. */
  boolean isEmpty() {
    return text == null || NOTHING.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Returns the number, which may be infinite; nothing if the cell has a text. */
  OptionalDouble number() {
    String stripped = text.strip();
    if (stripped.matches(NUMBER)) {
      return OptionalDouble.of(Double.parseDouble(stripped));
    }
    return stripped.toLowerCase(Locale.ROOT).matches(INFINITE)
        ? OptionalDouble.of(Double.POSITIVE_INFINITY)
        : OptionalDouble.empty();
  }

  /** Returns whether the text is a whole number from 0 that a long holds exactly. */
  boolean isWhole() {
    return text.matches(WHOLE);
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
