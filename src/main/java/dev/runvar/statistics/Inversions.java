package dev.runvar.statistics;

/**
 * The pairs of a sequence that are out of order.
 *
 * @param strict pairs i &lt; j with value i &gt; value j
 * @param tied pairs with equal values
 */
record Inversions(long strict, long tied) {}
