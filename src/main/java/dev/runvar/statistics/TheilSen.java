package dev.runvar.statistics;

/** The median of the slopes between all pairs of points. */
public final class TheilSen {

  private TheilSen() {}

  /**
   * Returns the slope, found by bisection over the number of pairs out of order, in O(n log n) each
   * and with O(n) memory.
   *
   * @param x strictly increasing, at least two values
   */
  public static double slope(double[] x, double[] y) {
    return new SlopeRanks(x, y).median();
  }
}
