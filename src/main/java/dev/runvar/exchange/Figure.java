package dev.runvar.exchange;

import dev.runvar.telemetry.TimeLimits;
import java.util.List;

/** A figure of the current file, with its value in the current row. */
final class Figure {

  private static final double TOO_LARGE = 0x1p63;

  /** The analysis leaves larger values out, because their powers are beyond what a double holds. */
  private static final double LARGEST_READING = 1e60;

  private final Source source;
  private final Target target;
  private final ClockReading clock;
  private final int column;
  private final boolean isTime;
  private final boolean counts;
  private final boolean isColumn;
  private final boolean isStamp;
  private double value = Double.NaN;

  Figure(Source source, ClockReading clock) {
    this.source = source;
    this.clock = clock;
    target = source.target();
    isTime = target.isTime();
    counts = target.counts();
    isColumn = source.isColumn();
    isStamp = source.clock() == Clock.STAMP;
    column =
        source.terms().stream()
            .mapToInt(Source.Term::column)
            .filter(each -> each >= 0)
            .findFirst()
            .orElseThrow();
  }

  boolean isEmpty(List<Cell> cells) {
    return isColumn ? cells.get(column).isEmpty() : source.isEmpty(cells);
  }

  /** Returns the value in our unit; NaN if the cell has neither a number nor a point in time. */
  double read(List<Cell> cells) {
    Cell cell = cells.get(column);
    if (isStamp) {
      return clock.moment(cell);
    }
    if (counts && isColumn && source.factor() == 1 && cell.isWhole()) {
      long whole = cell.whole();
      // A double holds no larger whole number exactly.
      return whole > TimeLimits.LONGEST_NANOS ? Math.nextUp((double) whole) : whole;
    }
    return source.value(cells);
  }

  double difference(double reading) {
    return clock.difference(reading, isStamp ? Unit.S.factor() : source.factor());
  }

  /** Sets the value of the current row; NaN for no value. */
  void set(double read) {
    value = read;
  }

  boolean isKnown() {
    return !Double.isNaN(value);
  }

  double value() {
    return value;
  }

  Target target() {
    return target;
  }

  /** Returns the clock whose differences are the values; null if values are used directly. */
  ClockReading clock() {
    return clock;
  }

  int column() {
    return column;
  }

  boolean isTime() {
    return isTime;
  }

  boolean isPossible(double read) {
    return counts ? read >= 0 && read < TOO_LARGE : Math.abs(read) <= LARGEST_READING;
  }

  String allowed() {
    return isStamp ? "a date, a time of day, or Unix time" : "a number, or nothing";
  }
}
