package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Phase1bVerdict.Decision;
import dev.runvar.hypothesis.Phase1bVerdict.Variance;
import dev.runvar.statistics.Fieller;
import java.util.Optional;

/** Test 2 of phase 1B: how much of the variation and of the acceleration matched runs lose. */
final class VarianceVerdict {

  private VarianceVerdict() {}

  /**
   * Returns the verdict.
   *
   * @param leastReduction what the paper predicts, null in a study that does not declare it: then
   *     nothing is decided
   */
  static Variance of(MatchedRuns runs, Double leastReduction) {
    Estimate cvRatio = Estimate.ratio(runs.logRatios(RunFigures::cv));
    Estimate accelerationRatio = accelerationRatio(runs);
    if (leastReduction == null) {
      return variance(runs, null, cvRatio, null, accelerationRatio, change(runs, cvRatio));
    }
    double most = 1 - leastReduction;
    Decision cv = Decision.of(cvRatio, 0, most);
    // A deceleration is no acceleration that is left over.
    Decision acceleration = Decision.of(accelerationRatio, Double.NEGATIVE_INFINITY, most);
    return variance(
        runs,
        cv,
        cvRatio,
        acceleration,
        accelerationRatio,
        reason(runs, cv, acceleration, accelerationRatio));
  }

  private static Variance variance(
      MatchedRuns runs,
      Decision cv,
      Estimate cvRatio,
      Decision acceleration,
      Estimate accelerationRatio,
      String reason) {
    return new Variance(
        cv == null ? null : cv.and(acceleration),
        cv,
        cvRatio,
        acceleration,
        accelerationRatio,
        valueOf(Estimate.mean(runs.unoptimized(RunFigures::sdNanos))),
        valueOf(Estimate.mean(runs.optimized(RunFigures::sdNanos))),
        Estimate.ratio(runs.logRatios(RunFigures::sdNanos)),
        Estimate.ratio(runs.logRatios(RunFigures::cvWithoutWork)),
        reason);
  }

  private static String change(MatchedRuns runs, Estimate cvRatio) {
    if (runs.seeds() < Phase1bVerdict.LEAST_SEEDS) {
      return tooFew();
    }
    if (cvRatio == null || cvRatio.low() == null) {
      return "the CV cannot be compared";
    }
    if (cvRatio.high() < 1) {
      return "the CV is smaller";
    }
    return cvRatio.low() > 1 ? "the CV is larger" : "whether the CV changes is undecided";
  }

  private static String tooFew() {
    return "fewer than %d seeds have matched runs".formatted(Phase1bVerdict.LEAST_SEEDS);
  }

  /** Nothing unless the unoptimized runs accelerate beyond chance. */
  private static Estimate accelerationRatio(MatchedRuns runs) {
    double[] unoptimized = runs.unoptimized(RunFigures::acceleration);
    Estimate before = Estimate.mean(unoptimized);
    if (before == null || before.low() == null || before.low() <= 0) {
      return null;
    }
    Optional<Fieller> ratio = Fieller.of(runs.optimized(RunFigures::acceleration), unoptimized);
    return ratio
        .map(f -> new Estimate(f.ratio(), f.low(), f.high(), unoptimized.length))
        .orElse(null);
  }

  private static Double valueOf(Estimate estimate) {
    return estimate == null ? null : estimate.value();
  }

  private static String reason(
      MatchedRuns runs, Decision cv, Decision acceleration, Estimate accelerationRatio) {
    if (runs.seeds() < Phase1bVerdict.LEAST_SEEDS) {
      return tooFew();
    }
    String ofCv = "that the CV is halved is " + said(cv);
    return accelerationRatio == null
        ? ofCv + "; the unoptimized runs do not accelerate beyond chance, so nothing can be halved"
        : ofCv + ", that the acceleration is halved is " + said(acceleration);
  }

  private static String said(Decision decision) {
    return decision == Decision.NOT_MEASURABLE ? "not measurable" : decision.toString();
  }
}
