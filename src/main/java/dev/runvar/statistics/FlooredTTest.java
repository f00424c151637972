package dev.runvar.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * The one-sided t test that the mean over replicates exceeds a floor.
 *
 * @param effect mean with its 95 % interval
 * @param t (mean − floor) · √R / s
 * @param p min(1, 2 · P(T ≥ t)), doubled so that it agrees with the two-sided interval
 * @param detectable the mean that a study of this spread and size finds (p &lt; 0.05) with a
 *     probability of 80 %
 * @param replicates R
 */
public record FlooredTTest(
    MeanInterval effect, double t, double p, double detectable, int replicates) {

  private static final double UPPER = 0.975;
  private static final double POWER = 0.8;

  /**
   * Tests values of replicates against a floor. Values without any spread have t = ±∞, or 0 at the
   * floor itself.
   *
   * @param values one for each replicate, at least two
   */
  public static FlooredTTest of(double[] values, double floor) {
    int replicates = values.length;
    if (replicates < 2) {
      throw new IllegalArgumentException("a t test of " + replicates + " values");
    }
    double mean = Moments.mean(values);
    double deviation = Moments.standardDeviation(values);
    double error = deviation / Math.sqrt((double) replicates);
    double t = mean == floor ? 0 : (mean - floor) / error;
    TDistribution student = new TDistribution(null, replicates - 1.0);
    double p = Math.min(1, 2 * student.cumulativeProbability(-t));
    double critical = student.inverseCumulativeProbability(UPPER);
    double shift = new NoncentralT(replicates - 1.0).shiftOf(critical, POWER);
    return new FlooredTTest(
        MeanInterval.of(mean, deviation, replicates), t, p, floor + shift * error, replicates);
  }
}
