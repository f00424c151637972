package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.List;

/** The share of an exposure's variation that a trend and covariates leave. */
public final class Tolerance {

  /** Below this, an exposure cannot be told from the others. */
  public static final double IDENTIFIABLE = 0.01;

  private Tolerance() {}

  /**
   * Returns |residuals of x|² / |x − mean|²; 0 for a constant.
   *
   * @param others what x is regressed on, with a constant among them
   */
  public static double of(double[] exposure, QrFactorisation others) {
    double variation = Moments.squaredDeviations(exposure);
    if (variation == 0) {
      return 0;
    }
    double rest = 0;
    for (double residual : others.residuals(exposure)) {
      rest += residual * residual;
    }
    return rest / variation;
  }

  /** Returns the covariates that are neither constant nor a mere part of the trend. */
  public static List<double[]> identifiable(Trend trend, List<double[]> covariates) {
    QrFactorisation others = trend.with();
    List<double[]> identifiable = new ArrayList<>();
    for (double[] covariate : covariates) {
      if (of(covariate, others) >= IDENTIFIABLE) {
        identifiable.add(covariate);
      }
    }
    return List.copyOf(identifiable);
  }
}
