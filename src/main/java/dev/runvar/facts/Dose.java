package dev.runvar.facts;

import dev.runvar.statistics.Jumps;
import dev.runvar.statistics.Moments;
import dev.runvar.statistics.OrthonormalColumns;
import dev.runvar.statistics.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The effect of an exposure on an outcome within one run, adjusted for the trend, covariates, and
 * the changes that runs share.
 */
public final class Dose {

  private static final int FEWEST_ROWS = 30;

  /** The courses of exposure and outcome in other runs, one value per cycle. */
  static final class Shared {

    private final double[] exposure;
    private final double[] outcome;

    Shared(double[] exposure, double[] outcome) {
      this.exposure = exposure;
      this.outcome = outcome;
    }
  }

  private Dose() {}

  /**
   * Returns the sums of one run; empty if fewer than 30 rows have both outcome and exposure, or if
   * the exposure is constant in them.
   *
   * @param frame whose rows are used
   * @param outcome in nanoseconds per cycle
   */
  public static Optional<DoseSums> of(
      Frame frame,
      double[] outcome,
      double[] exposure,
      List<double[]> covariates,
      List<Shared> shared,
      double meanWallNanos) {
    double[] outcomeRows = frame.averaged(outcome);
    double[] exposureRows = frame.averaged(exposure);
    List<double[]> exposures = shared.stream().map(s -> frame.averaged(s.exposure)).toList();
    List<double[]> outcomes = shared.stream().map(s -> frame.averaged(s.outcome)).toList();
    List<double[]> needed = new ArrayList<>(List.of(outcomeRows, exposureRows));
    needed.addAll(exposures);
    needed.addAll(outcomes);
    Frame.Rows rows = frame.complete(needed);
    if (rows.count() < FEWEST_ROWS || !rows.hasTrend()) {
      return Optional.empty();
    }
    double[] x = rows.of(exposureRows);
    double variation = Moments.squaredDeviations(x);
    if (variation == 0) {
      return Optional.empty();
    }
    OrthonormalColumns trend = rows.trend();
    List<double[]> others = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      double[] course = rows.of(exposures.get(i));
      others.add(course);
      others.add(rows.of(outcomes.get(i)));
      if (Moments.squaredDeviations(course) > 0) {
        others.add(trend.largestStep(course));
      }
    }
    frame.covariates(covariates).forEach(covariate -> others.add(rows.of(covariate)));
    OrthonormalColumns besides = trend.with(others);
    double[] xRest = besides.residuals(x);
    double[] yRest = besides.residuals(rows.of(outcomeRows));
    double[] zRest = besides.residuals(Jumps.counted(x));
    double xz = Moments.dot(xRest, zRest);
    // Give the jumps the sign with which they correlate positively with the exposure.
    double sign = xz < 0 ? -1 : 1;
    return Optional.of(
        new DoseSums(
            Moments.dot(xRest, xRest),
            sign * xz,
            Moments.dot(zRest, zRest),
            Moments.dot(xRest, yRest) / meanWallNanos,
            sign * Moments.dot(zRest, yRest) / meanWallNanos,
            variation,
            Quantiles.spread(x)));
  }
}
