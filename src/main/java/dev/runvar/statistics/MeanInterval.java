package dev.runvar.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/** A mean with its 95 % interval by Student's t. */
public record MeanInterval(double mean, double low, double high) {

  private static final double UPPER = 0.975;

  /**
   * Returns the interval of a mean.
   *
   * @param n number of values, at least 2
   * @param standardDeviation of the n values, with n − 1 in its denominator
   */
  public static MeanInterval of(double mean, double standardDeviation, long n) {
    double half =
        new TDistribution(null, n - 1.0).inverseCumulativeProbability(UPPER)
            * standardDeviation
            / Math.sqrt((double) n);
    return new MeanInterval(mean, mean - half, mean + half);
  }
}
