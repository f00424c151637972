package dev.runvar.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * The distribution of s/σ, an estimated standard deviation by the true one: √(χ²/ν).
 *
 * @param degreesOfFreedom ν, at least 1
 */
record ChiScale(double degreesOfFreedom) {

  /** Chi is within this of √ν but for a probability below 1e-17: its deviation is below 1. */
  private static final double REACH = 10;

  private static final int PANELS = 32;

  private static final GaussIntegratorFactory POINTS = new GaussIntegratorFactory();

  /**
   * Returns the expectation of a function of s/σ, counting it as 0 above the limit; exact to about
   * 1e-12 of a function bounded by 1 that is smooth up to the limit.
   */
  double expectation(DoubleUnaryOperator function, double limit) {
    double reach = REACH / Math.sqrt(degreesOfFreedom);
    double from = Math.max(0, 1 - reach);
    double to = Math.min(1 + reach, limit);
    double sum = 0;
    for (int i = 0; i < PANELS && from < to; i++) {
      double left = from + (to - from) * i / PANELS;
      double right = from + (to - from) * (i + 1) / PANELS;
      GaussIntegrator panel = POINTS.legendre(24, left, right);
      sum += panel.integrate(scale -> function.applyAsDouble(scale) * density(scale));
    }
    return sum;
  }

  private double density(double scale) {
    double half = degreesOfFreedom / 2;
    return 2
        * FastMath.exp(
            half * FastMath.log(half)
                - Gamma.logGamma(half)
                + (degreesOfFreedom - 1) * FastMath.log(scale)
                - half * scale * scale);
  }
}
