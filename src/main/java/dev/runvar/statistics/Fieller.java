package dev.runvar.statistics;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Fieller's 95 % interval of a ratio of two means over the same replicates.
 *
 * @param ratio mean of the numerators by mean of the denominators
 */
public record Fieller(double ratio, double low, double high) {

  private static final double UPPER = 0.975;

  /**
   * Returns the interval, or nothing when the mean of the denominators is not distinct from 0: the
   * interval is then unbounded.
   *
   * @param numerators paired with the denominators, at least two
   */
  public static Optional<Fieller> of(double[] numerators, double[] denominators) {
    int n = numerators.length;
    if (n < 2 || n != denominators.length) {
      throw new IllegalArgumentException(n + " numerators, " + denominators.length);
    }
    double above = Moments.mean(numerators);
    double below = Moments.mean(denominators);
    double t = new TDistribution(null, n - 1.0).inverseCumulativeProbability(UPPER);
    double unit = t * t / n / (n - 1.0);
    double product = 0;
    for (int i = 0; i < n; i++) {
      product += (numerators[i] - above) * (denominators[i] - below);
    }
    // The roots of (above − ratio·below)² = t²·variance of (above − ratio·below).
    double square = below * below - unit * Moments.squaredDeviations(denominators);
    double linear = above * below - unit * product;
    double constant = above * above - unit * Moments.squaredDeviations(numerators);
    if (square <= 0) {
      return Optional.empty();
    }
    double root = Math.sqrt(Math.max(0, linear * linear - square * constant));
    return Optional.of(
        new Fieller(above / below, (linear - root) / square, (linear + root) / square));
  }
}
