package dev.runvar.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Ranks from 1, the average for ties. */
final class Ranks {

  private Ranks() {}

  /** Returns the ranks of values, none of which may be NaN; the two zeros are a tie. */
  static double[] of(double[] values) {
    // Sorting takes −0.0 for less than 0.0; adding 0.0 leaves one zero only.
    double[] oneZero = DoubleStream.of(values).map(value -> value + 0.0).toArray();
    double[] sorted = oneZero.clone();
    Arrays.sort(sorted);
    double[] ofSorted = new double[sorted.length];
    for (int begin = 0; begin < sorted.length; ) {
      int end = begin + 1;
      while (end < sorted.length && sorted[end] == sorted[begin]) {
        end++;
      }
      Arrays.fill(ofSorted, begin, end, (begin + 1 + end) / 2.0);
      begin = end;
    }
    double[] ranks = new double[sorted.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = ofSorted[Arrays.binarySearch(sorted, oneZero[i])];
    }
    return ranks;
  }
}
