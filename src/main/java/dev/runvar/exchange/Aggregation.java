package dev.runvar.exchange;

/** How several values of a column in one cycle are combined. */
enum Aggregation {
  LAST,
  SUM,
  COUNT,
  MAX
}
