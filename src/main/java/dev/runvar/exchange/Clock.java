package dev.runvar.exchange;

/** What the time values of a column measure. */
enum Clock {
  /** One cycle each, unless they look like times since the start. */
  EACH,
  /** One cycle each, as the user stated. */
  SURELY_EACH,
  /** The time since the start; differences between rows are the times of cycles. */
  SINCE_START,
  /** A date, a time of day, or Unix time; differences between rows are the times of cycles. */
  STAMP;

  /** Returns whether the time of a cycle is the difference from the previous row. */
  boolean isDifference() {
    return this == SINCE_START || this == STAMP;
  }
}
