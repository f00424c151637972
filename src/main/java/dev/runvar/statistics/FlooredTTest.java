package dev.runvar.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** The shift of t that is found with the wanted power, by the number of replicates. */
  private static final Map<Integer, Double> SHIFTS = new ConcurrentHashMap<>();

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
    double error = Moments.standardDeviation(values) / Math.sqrt((double) replicates);
    return of(Moments.mean(values), error, replicates, floor);
  }

  /**
   * Tests an estimate over replicates against a floor.
   *
   * @param error standard error of the estimate, with replicates − 1 degrees of freedom
   * @param replicates at least two
   */
  public static FlooredTTest of(double mean, double error, int replicates, double floor) {
    double t = mean == floor ? 0 : (mean - floor) / error;
    TDistribution student = new TDistribution(null, replicates - 1.0);
    double p = Math.min(1, 2 * student.cumulativeProbability(-t));
    double critical = student.inverseCumulativeProbability(UPPER);
    double shift = SHIFTS.computeIfAbsent(replicates, FlooredTTest::shift);
    return new FlooredTTest(
        new MeanInterval(mean, mean - critical * error, mean + critical * error),
        t,
        p,
        floor + shift * error,
        replicates);
  }

  private static double shift(int replicates) {
    double critical = new TDistribution(null, replicates - 1.0).inverseCumulativeProbability(UPPER);
    return new NoncentralT(replicates - 1.0).shiftOf(critical, POWER);
  }
}
