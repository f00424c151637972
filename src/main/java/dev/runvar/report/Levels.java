package dev.runvar.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The levels of a treatment as a label. */
final class Levels {

  private Levels() {}

  /** Returns {@code a=1, b=2}, factors in the order of their names. */
  static String text(Map<String, String> levels) {
    return new TreeMap<>(levels)
        .entrySet().stream()
            .map(level -> level.getKey() + "=" + level.getValue())
            .collect(Collectors.joining(", "));
  }
}
