package dev.runvar.hypothesis;

/**
 * What an exposure does to runtime in one run.
 *
 * @param effect share of the mean runtime by which the outcome changes from the 5th to the 95th
 *     percentile of the exposure; NaN when it cannot be computed
 * @param tolerance share of the exposure's variation that trend and covariates leave
 */
record Dose(double effect, double tolerance) {

  static final String EFFECT = ".dose";
  static final String TOLERANCE = ".tolerance";

  static Dose of(Frame.Fit fit, double meanWall) {
    return new Dose(fit.slope() * fit.spread() / meanWall, fit.tolerance());
  }
}
