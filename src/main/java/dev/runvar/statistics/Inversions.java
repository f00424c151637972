package dev.runvar.statistics;

/**
 * The pairs of a sequence that are out of order.
 *
 * @param strict pairs i &lt; j with value i &gt; value j
 * @param tied pairs with equal values
 */
record Inversions(long strict, long tied) {

  /** Counts by a merge sort of the values, which it leaves sorted. */
  static Inversions sorting(double[] values, double[] scratch) {
    int n = values.length;
    double[] from = values;
    double[] to = scratch;
    long strict = 0;
    for (int width = 1; width < n; width *= 2) {
      for (int left = 0; left < n; left += 2 * width) {
        int middle = Math.min(n, left + width);
        strict += merge(from, to, left, middle, Math.min(n, left + 2 * width));
      }
      double[] swapped = from;
      from = to;
      to = swapped;
    }
    if (from != values) {
      System.arraycopy(from, 0, values, 0, n);
    }
    return new Inversions(strict, tiedPairs(values));
  }

  private static long merge(double[] from, double[] to, int left, int middle, int right) {
    long inversions = 0;
    int i = left;
    int j = middle;
    for (int k = left; k < right; k++) {
      if (i < middle && (j >= right || from[i] <= from[j])) {
        to[k] = from[i++];
      } else {
        inversions += middle - i;
        to[k] = from[j++];
      }
    }
    return inversions;
  }

  private static long tiedPairs(double[] sorted) {
    long pairs = 0;
    int run = 0;
    for (int i = 1; i < sorted.length; i++) {
      run = sorted[i] == sorted[i - 1] ? run + 1 : 0;
      pairs += run;
    }
    return pairs;
  }
}
