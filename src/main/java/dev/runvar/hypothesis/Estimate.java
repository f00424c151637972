package dev.runvar.hypothesis;

import dev.runvar.statistics.MeanInterval;
import dev.runvar.statistics.MeanTest;
import java.util.List;

/**
 * A mean over seeds with its 95 % interval.
 *
 * @param low null, like {@code high}, when there is one seed only
 */
public record Estimate(double value, Double low, Double high, int seeds) {

  /** Returns the mean of one value a seed; null without any. */
  public static Estimate mean(double[] values) {
    if (values.length < 2) {
      return values.length == 0 ? null : new Estimate(values[0], null, null, 1);
    }
    return of(MeanTest.of(values).effect(), values.length);
  }

  /** Returns the geometric mean of ratios, given as one logarithm a seed; null without any. */
  static Estimate ratio(double[] logarithms) {
    return exponential(mean(logarithms));
  }

  /** Returns low and high; null for one seed. */
  public List<Double> interval() {
    return low == null ? null : List.of(low, high);
  }

  static Estimate of(MeanInterval interval, int seeds) {
    return new Estimate(interval.mean(), interval.low(), interval.high(), seeds);
  }

  /** Returns an estimate on the scale of ratios from one of logarithms; null stays null. */
  static Estimate exponential(Estimate logarithm) {
    return logarithm == null
        ? null
        : new Estimate(
            Math.exp(logarithm.value),
            logarithm.low == null ? null : Math.exp(logarithm.low),
            logarithm.high == null ? null : Math.exp(logarithm.high),
            logarithm.seeds);
  }
}
