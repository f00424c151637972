package dev.runvar.facts;

import dev.runvar.result.Estimate;
import dev.runvar.statistics.MeanInterval;
import dev.runvar.statistics.MeanTest;

/** Makes estimates from one value per seed; the interval is Student's t at 95 %. */
public final class Estimates {

  private Estimates() {}

  /** Returns the mean of one value per seed; null without any. */
  public static Estimate mean(double[] values) {
    if (values.length < 2) {
      return values.length == 0 ? null : new Estimate(values[0], null, null, 1);
    }
    return of(MeanTest.of(values).effect(), values.length);
  }

  /** Returns the geometric mean of ratios, given as one logarithm per seed; null without any. */
  public static Estimate ratio(double[] logarithms) {
    return exponential(mean(logarithms));
  }

  /** Returns an interval as an estimate. */
  public static Estimate of(MeanInterval interval, int seeds) {
    return new Estimate(interval.mean(), interval.low(), interval.high(), seeds);
  }

  /** Returns an estimate on the scale of ratios from one of logarithms; null stays null. */
  public static Estimate exponential(Estimate logarithm) {
    return logarithm == null
        ? null
        : new Estimate(
            Math.exp(logarithm.value()),
            logarithm.low() == null ? null : Math.exp(logarithm.low()),
            logarithm.high() == null ? null : Math.exp(logarithm.high()),
            logarithm.seeds());
  }
}
