package dev.runvar.report.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/** The unit in which an axis shows durations. */
public enum TimeUnit {
  NANOSECONDS("ns", 1),
  MICROSECONDS("µs", 1e3),
  MILLISECONDS("ms", 1e6),
  SECONDS("s", 1e9);

  private final String symbol;
  private final double nanos;

  TimeUnit(String symbol, double nanos) {
    this.symbol = symbol;
    this.nanos = nanos;
  }

  /** Returns the largest unit that the duration has at least one of. */
  public static TimeUnit of(double durationNanos) {
    TimeUnit fitting = NANOSECONDS;
    for (TimeUnit unit : values()) {
      if (durationNanos >= unit.nanos) {
        fitting = unit;
      }
    }
    return fitting;
  }

  /** Returns the unit for an axis on which all of these durations stand. */
  public static TimeUnit of(DoubleStream durationsNanos) {
    return of(durationsNanos.filter(Double::isFinite).max().orElse(1));
  }

  public String symbol() {
    return symbol;
  }

  public double from(double durationNanos) {
    return durationNanos / nanos;
  }

  /** Returns a duration in this unit; null stays null. */
  public Double from(Double durationNanosOrNull) {
    return durationNanosOrNull == null ? null : (Double) from(durationNanosOrNull.doubleValue());
  }

  /** Returns an interval in this unit; null stays null. */
  public List<Double> from(List<Double> intervalNanosOrNull) {
    return intervalNanosOrNull == null
        ? null
        : intervalNanosOrNull.stream().map(this::from).toList();
  }
}
