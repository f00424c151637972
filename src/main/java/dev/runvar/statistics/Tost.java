package dev.runvar.statistics;

import java.util.OptionalInt;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Two one-sided t tests that a ratio lies within a margin, on the log scale.
 *
 * @param ratio geometric mean of the ratios
 * @param low lower bound of the 90 % interval of the ratio
 * @param high upper bound
 * @param p the larger of the two tests' p-values
 * @param equivalent whether the interval lies within the margin: p &lt; 0.05
 */
public record Tost(double ratio, double low, double high, double p, boolean equivalent) {

  private static final double LEVEL = 0.05;
  private static final double POWER = 0.8;
  private static final int MOST_SEEDS = 100_000;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /**
   * Tests logarithms of ratios.
   *
   * @param logRatios one for each seed, at least two
   * @param margin greatest ratio that is equivalent, above 1; its inverse is the least
   */
  public static Tost of(double[] logRatios, double margin) {
    int n = logRatios.length;
    if (n < 2 || !(margin > 1)) {
      throw new IllegalArgumentException(n + " ratios, margin " + margin);
    }
    double mean = Moments.mean(logRatios);
    double error = Moments.standardDeviation(logRatios) / Math.sqrt((double) n);
    TDistribution student = new TDistribution(null, n - 1.0);
    double half = student.inverseCumulativeProbability(1 - LEVEL) * error;
    double nearer = (Math.log(margin) - Math.abs(mean)) / error;
    double p = student.cumulativeProbability(-nearer);
    return new Tost(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half), p, p < LEVEL);
  }

  /**
   * Returns the number of seeds that a study of the spread of these logarithms needs.
   *
   * @param logRatios one for each seed, at least two
   * @see #seedsNeeded(double, double)
   */
  public static OptionalInt seedsNeeded(double[] logRatios, double margin) {
    return seedsNeeded(Moments.standardDeviation(logRatios), margin);
  }

  /**
   * Returns the least number of seeds, up to 100,000, at which equivalence is found with a
   * probability of 80 % when the true ratio is 1.
   *
   * @param deviation of the logarithms of ratios over seeds
   * @param margin greatest ratio that is equivalent, above 1
   */
  public static OptionalInt seedsNeeded(double deviation, double margin) {
    int enough = 2;
    while (power(deviation, margin, enough) < POWER) {
      enough *= 2;
      if (enough > MOST_SEEDS) {
        return OptionalInt.empty();
      }
    }
    int few = enough / 2;
    while (enough - few > 1) {
      int middle = (few + enough) / 2;
      if (power(deviation, margin, middle) < POWER) {
        few = middle;
      } else {
        enough = middle;
      }
    }
    return OptionalInt.of(enough);
  }

  /**
   * Returns the probability that equivalence is found when the true ratio is 1: that of |mean| &lt;
   * ln margin − t·s/√n, over the distribution of s.
   */
  public static double power(double deviation, double margin, int seeds) {
    double critical = new TDistribution(null, seeds - 1.0).inverseCumulativeProbability(1 - LEVEL);
    double reach = Math.log(margin) * Math.sqrt((double) seeds) / deviation;
    return new ChiScale(seeds - 1.0)
        .expectation(
            scale -> 1 - 2 * NORMAL.cumulativeProbability(critical * scale - reach),
            reach / critical);
  }
}
