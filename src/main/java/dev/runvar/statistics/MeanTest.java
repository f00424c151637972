package dev.runvar.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * The two-sided t test that the mean over replicates is zero.
 *
 * @param effect mean with its 95 % interval
 * @param p probability of a mean at least as far from zero
 * @param replicates number of values
 */
public record MeanTest(MeanInterval effect, double p, int replicates) {

  /**
   * Tests values of replicates. Values without any spread have p = 0, or 1 when they are zero.
   *
   * @param values one for each replicate, at least two
   */
  public static MeanTest of(double[] values) {
    int replicates = values.length;
    if (replicates < 2) {
      throw new IllegalArgumentException("a t test of " + replicates + " values");
    }
    double mean = Moments.mean(values);
    double deviation = Moments.standardDeviation(values);
    double t = mean == 0 ? 0 : Math.abs(mean) / deviation * Math.sqrt((double) replicates);
    double p = 2 * new TDistribution(null, replicates - 1.0).cumulativeProbability(-t);
    return new MeanTest(MeanInterval.of(mean, deviation, replicates), p, replicates);
  }
}
