package dev.runvar.statistics;

import org.apache.commons.math3.distribution.BetaDistribution;

/** The exact 95 % interval of a proportion. */
public record ClopperPearson(double low, double high) {

  private static final double TAIL = 0.025;

  /** Returns the interval after some successes in one trial or more. */
  public static ClopperPearson of(int successes, int trials) {
    if (successes < 0 || successes > trials || trials < 1) {
      throw new IllegalArgumentException(successes + " of " + trials);
    }
    int failures = trials - successes;
    double low = successes == 0 ? 0 : quantile(successes, failures + 1.0, TAIL);
    double high = failures == 0 ? 1 : quantile(successes + 1.0, failures, 1 - TAIL);
    return new ClopperPearson(low, high);
  }

  private static double quantile(double alpha, double beta, double probability) {
    return new BetaDistribution(null, alpha, beta, 1e-14).inverseCumulativeProbability(probability);
  }
}
