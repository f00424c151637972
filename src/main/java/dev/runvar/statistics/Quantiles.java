package dev.runvar.statistics;

import java.util.Arrays;

/** Quantiles by linear interpolation between order statistics (Hyndman and Fan's type 7). */
public final class Quantiles {

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  private Quantiles() {}

  /** Returns q95 − q05 of the values that are there, at least one. */
  public static double spread(double[] values) {
    double[] sorted = sorted(values);
    return ofSorted(sorted, HIGH) - ofSorted(sorted, LOW);
  }

  /**
   * Returns a quantile of the values that are there; NaN without any.
   *
   * @param p from 0 to 1
   */
  public static double of(double[] values, double p) {
    double[] sorted = sorted(values);
    return sorted.length == 0 ? Double.NaN : ofSorted(sorted, p);
  }

  private static double[] sorted(double[] values) {
    double[] sorted = new double[values.length];
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sorted[count++] = value;
      }
    }
    Arrays.sort(sorted, 0, count);
    return count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
  }

  /** Returns a quantile of at least one value, in order. */
  public static double ofSorted(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
