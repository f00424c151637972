package dev.runvar.statistics;

import java.util.Arrays;
import org.apache.commons.math3.util.KthSelector;

/** Quantiles by linear interpolation between order statistics (Hyndman and Fan's type 7). */
public final class Quantiles {

  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;
  private static final KthSelector SELECTOR = new KthSelector();

  private Quantiles() {}

  /** Returns q95 − q05 of the values that are there, at least one. */
  public static double spread(double[] values) {
    double[] own = present(values);
    return selected(own, HIGH) - selected(own, LOW);
  }

  /**
   * Returns a quantile of the values that are there; NaN without any.
   *
   * @param p from 0 to 1
   */
  public static double of(double[] values, double p) {
    double[] own = present(values);
    return own.length == 0 ? Double.NaN : selected(own, p);
  }

  private static double[] present(double[] values) {
    double[] present = new double[values.length];
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        present[count++] = value;
      }
    }
    return count == present.length ? present : Arrays.copyOf(present, count);
  }

  /** As of sorted values, which are put into another order without being sorted. */
  private static double selected(double[] values, double p) {
    double place = p * (values.length - 1);
    int below = (int) place;
    double low = SELECTOR.select(values, null, below);
    double high = below + 1 < values.length ? Double.POSITIVE_INFINITY : low;
    for (int i = below + 1; i < values.length; i++) {
      high = Math.min(high, values[i]);
    }
    return low + (place - below) * (high - low);
  }

  /** Returns a quantile of at least one value, in order. */
  public static double ofSorted(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
