package dev.runvar.exchange;

/** What becomes of several values of a column that belong to one cycle. */
enum Aggregation {
  LAST,
  SUM,
  COUNT,
  MAX
}
