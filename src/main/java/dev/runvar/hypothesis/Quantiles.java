package dev.runvar.hypothesis;

import java.util.Arrays;

/** Quantiles by linear interpolation between order statistics (Hyndman and Fan's type 7). */
final class Quantiles {

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;

  private Quantiles() {}

  /** Returns q95 − q05 of at least one value. */
  static double spread(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return quantile(sorted, HIGH) - quantile(sorted, LOW);
  }

  private static double quantile(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
