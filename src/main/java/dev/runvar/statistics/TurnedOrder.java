package dev.runvar.statistics;

/**
 * The order of some points by a value that changes a little from one question to the next, and how
 * many pairs of them are out of the order of their positions. Values that hardly change cost one
 * comparison a point.
 */
final class TurnedOrder {

  /** Beyond so many exchanges a point it is quicker to sort anew. */
  private static final int MOST_EXCHANGES = 8;

  private int[] positions;
  private int[] scratch;
  private long strict;

  TurnedOrder(int points) {
    positions = new int[points];
    scratch = new int[points];
    for (int i = 0; i < points; i++) {
      positions[i] = i;
    }
  }

  /** Sorts by values, ties by position, and returns which pairs of positions are out of order. */
  Inversions sortedBy(double[] values) {
    if (!exchanged(values)) {
      for (int i = 0; i < positions.length; i++) {
        positions[i] = i;
      }
      strict = sorted(values);
    }
    return new Inversions(strict, tiedPairs(values));
  }

  private static boolean isBehind(double[] values, int one, int other) {
    return values[one] > values[other] || (values[one] == values[other] && one > other);
  }

  /** Exchanges neighbours until all are in order; gives up when that takes too many. */
  private boolean exchanged(double[] values) {
    long left = (long) MOST_EXCHANGES * positions.length;
    for (int i = 1; i < positions.length; i++) {
      int own = positions[i];
      int to = i;
      while (to > 0 && isBehind(values, positions[to - 1], own)) {
        // A pair that was in order is not any more, or the other way round.
        strict += positions[to - 1] < own ? 1 : -1;
        positions[to] = positions[to - 1];
        to--;
      }
      positions[to] = own;
      left -= i - to;
      if (left < 0) {
        return false;
      }
    }
    return true;
  }

  /** Sorts by merging, and returns how many pairs were out of order. */
  private long sorted(double[] values) {
    long inversions = 0;
    for (int width = 1; width < positions.length; width *= 2) {
      for (int left = 0; left < positions.length; left += 2 * width) {
        int middle = Math.min(positions.length, left + width);
        inversions += merged(values, left, middle, Math.min(positions.length, left + 2 * width));
      }
      int[] swapped = positions;
      positions = scratch;
      scratch = swapped;
    }
    return inversions;
  }

  private long merged(double[] values, int left, int middle, int right) {
    long inversions = 0;
    int i = left;
    int j = middle;
    for (int k = left; k < right; k++) {
      if (i < middle && (j >= right || values[positions[i]] <= values[positions[j]])) {
        scratch[k] = positions[i++];
      } else {
        inversions += middle - i;
        scratch[k] = positions[j++];
      }
    }
    return inversions;
  }

  private long tiedPairs(double[] values) {
    long pairs = 0;
    int run = 0;
    for (int i = 1; i < positions.length; i++) {
      run = values[positions[i]] == values[positions[i - 1]] ? run + 1 : 0;
      pairs += run;
    }
    return pairs;
  }
}
