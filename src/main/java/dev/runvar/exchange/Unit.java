package dev.runvar.exchange;

import dev.runvar.telemetry.Column;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A unit of another program's values; a kilobyte has 1,024 bytes. */
enum Unit {
  NS(Column.Unit.NANOSECONDS, 1),
  US(Column.Unit.NANOSECONDS, 1e3),
  MS(Column.Unit.NANOSECONDS, 1e6),
  S(Column.Unit.NANOSECONDS, 1e9),
  MIN(Column.Unit.NANOSECONDS, 60e9),
  H(Column.Unit.NANOSECONDS, 3600e9),
  B(Column.Unit.BYTES, 1),
  KB(Column.Unit.BYTES, 1L << 10),
  MB(Column.Unit.BYTES, 1L << 20),
  GB(Column.Unit.BYTES, 1L << 30);

  private final Column.Unit ours;
  private final double factor;

  Unit(Column.Unit ours, double factor) {
    this.ours = ours;
    this.factor = factor;
  }

  static Optional<Unit> of(String text) {
    return Arrays.stream(values()).filter(unit -> unit.text().equals(text)).findFirst();
  }

  /** Returns the units that are allowed for one of our columns, for messages. */
  static String allowedFor(Column.Unit ours) {
    return Arrays.stream(values())
        .filter(unit -> unit.measures(ours))
        .map(Unit::text)
        .collect(Collectors.joining(", "));
  }

  boolean measures(Column.Unit unit) {
    return ours == unit;
  }

  /** Returns the size of this unit in our unit. */
  double factor() {
    return factor;
  }

  /** Returns the unit of time with this number of nanoseconds. */
  static Optional<Unit> ofFactor(double factor) {
    return Arrays.stream(values())
        .filter(unit -> unit.ours == Column.Unit.NANOSECONDS && unit.factor == factor)
        .findFirst();
  }

  /** Returns the unit of time that other programs give this name, if there is one. */
  static Optional<Unit> ofTime(String word) {
    return Optional.ofNullable(
        switch (word.strip().toLowerCase(Locale.ROOT)) {
          case "ns", "nanos", "nanoseconds", "nsec" -> NS;
          case "us", "µs", "μs", "micros", "microseconds", "usec" -> US;
          case "ms", "millis", "milliseconds", "msec" -> MS;
          case "s", "sec", "secs", "second", "seconds" -> S;
          case "min", "mins", "minutes" -> MIN;
          case "h", "hr", "hours" -> H;
          default -> null;
        });
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
