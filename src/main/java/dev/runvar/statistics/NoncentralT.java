package dev.runvar.statistics;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Student's t of a mean that is not 0: (Z + shift) / √(χ²/ν).
 *
 * @param degreesOfFreedom ν, at least 1
 */
public record NoncentralT(double degreesOfFreedom) {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** Returns P(T &gt; t), by integration over the chi distribution. */
  public double upperTail(double t, double shift) {
    return new ChiScale(degreesOfFreedom)
        .expectation(
            scale -> NORMAL.cumulativeProbability(shift - t * scale), Double.POSITIVE_INFINITY);
  }

  /**
   * Returns the shift at which P(T &gt; t) is the given power.
   *
   * @param t positive
   * @param power above that of no shift
   */
  public double shiftOf(double t, double power) {
    return new BrentSolver(1e-12, 1e-10)
        .solve(1000, shift -> upperTail(t, shift) - power, 0, 10 * t + 10);
  }
}
