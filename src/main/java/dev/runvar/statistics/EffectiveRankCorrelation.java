package dev.runvar.statistics;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Spearman's rank correlation of two autocorrelated series.
 *
 * <p>The effective number of pairs N is of 1/N = 1/n + 2/n² · Σ (n − k)·ρₓ(k)·ρᵧ(k) over lags k ≤
 * n/5 of the ranks (Bartlett 1935; Bayley and Hammersley 1946; Pyper and Peterman, Canadian Journal
 * of Fisheries and Aquatic Sciences 55, 1998), at most 1,000 lags. It is at most n, and at least 3.
 *
 * @param rho in [−1, 1]
 * @param p two-sided, by Student's t with N − 2 degrees of freedom
 * @param effective N
 */
public record EffectiveRankCorrelation(double rho, double p, double effective) {

  private static final int MOST_LAGS = 1000;
  private static final int FEWEST = 3;

  /** Returns the correlation, or nothing under three pairs or when either side is constant. */
  public static Optional<EffectiveRankCorrelation> of(double[] x, double[] y) {
    return RankCorrelation.spearman(x, y)
        .map(plain -> of(plain.rho(), effective(Ranks.of(x), Ranks.of(y))));
  }

  private static EffectiveRankCorrelation of(double rho, double effective) {
    double t = Math.abs(rho) * Math.sqrt((effective - 2) / (1 - rho * rho));
    double p = 2 * new TDistribution(null, effective - 2).cumulativeProbability(-t);
    return new EffectiveRankCorrelation(rho, p, effective);
  }

  private static double effective(double[] x, double[] y) {
    double n = x.length;
    int lags = Math.min(x.length / 5, MOST_LAGS);
    double[] ofX = Autocorrelation.of(x, lags);
    double[] ofY = Autocorrelation.of(y, lags);
    double inverse = 1 / n;
    for (int lag = 1; lag <= lags; lag++) {
      inverse += 2 * (n - lag) / (n * n) * ofX[lag - 1] * ofY[lag - 1];
    }
    double bounded = Math.max(inverse, 1 / n);
    return Math.max(FEWEST, 1 / bounded);
  }
}
