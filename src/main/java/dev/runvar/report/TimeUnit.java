package dev.runvar.report;

/** The unit in which an axis shows durations. */
enum TimeUnit {
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
  static TimeUnit of(double durationNanos) {
    TimeUnit fitting = NANOSECONDS;
    for (TimeUnit unit : values()) {
      if (durationNanos >= unit.nanos) {
        fitting = unit;
      }
    }
    return fitting;
  }

  String symbol() {
    return symbol;
  }

  double from(double durationNanos) {
    return durationNanos / nanos;
  }
}
