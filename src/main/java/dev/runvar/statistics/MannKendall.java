package dev.runvar.statistics;

import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The test of Mann and Kendall for a monotone trend, with the variance corrected for
 * autocorrelation (Hamed and Rao, Journal of Hydrology 204, 1998).
 *
 * <p>The correction uses the significant autocorrelations of the ranks of the series minus its
 * Theil–Sen line, up to a lag of √n: their sum over all lags is a constant that says nothing. It is
 * at least 1, so that it never makes the test less strict.
 *
 * @param s pairs that rise minus pairs that fall
 * @param correction by which the variance of S is multiplied
 * @param z S by its corrected deviation, with the correction for continuity
 * @param p two-sided
 */
public record MannKendall(long s, double correction, double z, double p) {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final double SIGNIFICANT = 0.975;

  /**
   * Tests a series of at least four equidistant values; a constant one has z = 0.
   *
   * @param slope of the Theil–Sen line, from one value to the next
   */
  public static MannKendall of(double[] series, double slope) {
    int n = series.length;
    if (n < 4) {
      throw new IllegalArgumentException("a trend test of " + n + " values");
    }
    SlopeRanks slopes = new SlopeRanks(IntStream.range(0, n).mapToDouble(i -> i).toArray(), series);
    Inversions inversions = new TurnedOrder(n).sortedBy(series);
    long s = slopes.count() - inversions.tied() - 2 * inversions.strict();
    double correction = correction(series, slope);
    double z = s == 0 ? 0 : (s - Long.signum(s)) / Math.sqrt(correction * slopes.varianceOfS());
    double p = 2 * NORMAL.cumulativeProbability(-Math.abs(z));
    return new MannKendall(s, correction, z, p);
  }

  private static double correction(double[] series, double slope) {
    int n = series.length;
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] = series[i] - slope * i;
    }
    double[] ranks = Ranks.of(rest);
    int lags = (int) Math.sqrt((double) n);
    double[] autocorrelations = Autocorrelation.of(ranks, lags);
    double significant = NORMAL.inverseCumulativeProbability(SIGNIFICANT) / Math.sqrt((double) n);
    double sum = 0;
    for (int lag = 1; lag <= lags; lag++) {
      double autocorrelation = autocorrelations[lag - 1];
      if (Math.abs(autocorrelation) > significant) {
        sum += (n - lag) * (n - lag - 1.0) * (n - lag - 2.0) * autocorrelation;
      }
    }
    return Math.max(1, 1 + 2 / (n * (n - 1.0) * (n - 2.0)) * sum);
  }
}
