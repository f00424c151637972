package dev.runvar.exchange;

/** What the values of a column count. */
enum Clock {
  /** One cycle, unless they look like time since the start. */
  EACH,
  /** One cycle: the user said so. */
  SURELY_EACH,
  /** All since the start: their differences are those of a cycle. */
  SINCE_START,
  /** A date, a time of day, or Unix time: likewise. */
  STAMP;

  /** Returns whether a cycle has the difference to the row before. */
  boolean isDifference() {
    return this == SINCE_START || this == STAMP;
  }
}
