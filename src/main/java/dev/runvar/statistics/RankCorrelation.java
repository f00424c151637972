package dev.runvar.statistics;

import java.io.Serializable;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * Spearman's rank correlation with average ranks for ties.
 *
 * @param rho in [−1, 1]
 * @param p two-sided, by Student's t with n − 2 degrees of freedom; it takes the pairs for
 *     independent
 * @param n number of pairs
 */
public record RankCorrelation(double rho, double p, int n) implements Serializable {

  /** Returns the correlation, or nothing under three pairs or when either side is constant. */
  public static Optional<RankCorrelation> spearman(double[] x, double[] y) {
    int n = x.length;
    if (n < 3) {
      return Optional.empty();
    }
    double rho = new PearsonsCorrelation().correlation(Ranks.of(x), Ranks.of(y));
    if (Double.isNaN(rho)) {
      return Optional.empty();
    }
    double t = Math.abs(rho) * Math.sqrt((n - 2) / (1 - rho * rho));
    double p = 2 * new TDistribution(null, n - 2.0).cumulativeProbability(-t);
    return Optional.of(new RankCorrelation(rho, p, n));
  }
}
