package dev.runvar.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Values outside the rolling median ± 3·(P90 − P10) over 200 cycles (Barrett et al., OOPSLA 2017).
 *
 * <p>The window of value i is [i − 100, i + 100), moved inwards at the ends of the series and cut
 * to a series that is shorter; values must be finite. Percentiles interpolate linearly between
 * order statistics.
 */
public final class RollingOutliers {

  private static final int WINDOW = 200;
  private static final double SPREADS = 3;

  private RollingOutliers() {}

  /** Returns the series with the rolling median in place of each outlier. */
  public static double[] replaced(double[] series) {
    int width = Math.min(WINDOW, series.length);
    // Adding 0.0 leaves one zero only: the search below takes −0.0 for less than 0.0.
    double[] values = DoubleStream.of(series).map(value -> value + 0.0).toArray();
    double[] sorted = Arrays.copyOf(values, width);
    Arrays.sort(sorted);
    double[] replaced = series.clone();
    int start = 0;
    for (int i = 0; i < series.length; i++) {
      if (i - start > WINDOW / 2 && start + width < series.length) {
        replace(sorted, values[start], values[start + width]);
        start++;
      }
      double median = percentile(sorted, 0.5);
      double spread = percentile(sorted, 0.9) - percentile(sorted, 0.1);
      if (Math.abs(series[i] - median) > SPREADS * spread) {
        replaced[i] = median;
      }
    }
    return replaced;
  }

  /** Replaces a value of a sorted array by another and keeps the order. */
  private static void replace(double[] sorted, double old, double value) {
    int i = Arrays.binarySearch(sorted, old);
    while (i + 1 < sorted.length && sorted[i + 1] < value) {
      sorted[i] = sorted[i + 1];
      i++;
    }
    while (i > 0 && sorted[i - 1] > value) {
      sorted[i] = sorted[i - 1];
      i--;
    }
    sorted[i] = value;
  }

  private static double percentile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
