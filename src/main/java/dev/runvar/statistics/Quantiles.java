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
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  static double ofSorted(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
