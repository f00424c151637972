package dev.runvar.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The median of the slopes between all pairs of points, with Sen's 95 % interval.
 *
 * @param slope of y per unit of x
 * @param low lower bound of the slope
 * @param high upper bound of the slope
 */
public record TheilSen(double slope, double low, double high) {

  private static final double NORMAL_975 =
      new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.975);

  /**
   * Returns the slope and its interval: order statistics of the n(n − 1)/2 slopes, found by
   * bisection over the number of pairs out of order, in O(n log n) each and with O(n) memory.
   *
   * @param x strictly increasing, at least two values
   * @param varianceFactor by which the variance of Kendall's S exceeds that of independent errors;
   *     1 for these
   */
  public static TheilSen of(double[] x, double[] y, double varianceFactor) {
    SlopeRanks slopes = new SlopeRanks(x, y);
    double half = NORMAL_975 * Math.sqrt(varianceFactor * slopes.varianceOfS());
    long last = slopes.count() - 1;
    long lowRank = (long) Math.rint((slopes.count() - half) / 2) - 1;
    long highRank = (long) Math.rint((slopes.count() + half) / 2);
    return new TheilSen(
        slopes.median(),
        slopes.ofRank(Math.max(0, lowRank)),
        slopes.ofRank(Math.min(last, highRank)));
  }

  /** Returns the slope alone. */
  public static double slope(double[] x, double[] y) {
    return new SlopeRanks(x, y).median();
  }
}
