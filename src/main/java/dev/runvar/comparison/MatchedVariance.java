package dev.runvar.comparison;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Variance;
import dev.runvar.result.Estimate;
import dev.runvar.statistics.Fieller;
import java.util.Optional;

/** How much of the variation and of the acceleration matched runs lose. */
final class MatchedVariance {

  private MatchedVariance() {}

  static Variance of(MatchedRuns runs) {
    Estimate cvRatio = Estimates.ratio(runs.logRatios(RunStatistics::cv));
    return new Variance(
        cvRatio,
        accelerationRatio(runs),
        valueOf(Estimates.mean(runs.unoptimized(RunStatistics::sdNanos))),
        valueOf(Estimates.mean(runs.optimized(RunStatistics::sdNanos))),
        Estimates.ratio(runs.logRatios(RunStatistics::sdNanos)),
        Estimates.ratio(runs.logRatios(RunStatistics::cvWithoutWork)),
        change(runs, cvRatio));
  }

  private static String change(MatchedRuns runs, Estimate cvRatio) {
    if (runs.seeds() < Comparison.LEAST_SEEDS) {
      return MatchedRuns.tooFew();
    }
    if (cvRatio == null || cvRatio.low() == null) {
      return "the CV cannot be compared";
    }
    if (cvRatio.high() < 1) {
      return "the CV is smaller";
    }
    return cvRatio.low() > 1 ? "the CV is larger" : "whether the CV changes is undecided";
  }

  /** Nothing unless the unoptimized runs accelerate beyond chance. */
  private static Estimate accelerationRatio(MatchedRuns runs) {
    double[] unoptimized = runs.unoptimized(RunStatistics::acceleration);
    Estimate before = Estimates.mean(unoptimized);
    if (before == null || before.low() == null || before.low() <= 0) {
      return null;
    }
    Optional<Fieller> ratio = Fieller.of(runs.optimized(RunStatistics::acceleration), unoptimized);
    return ratio
        .map(f -> new Estimate(f.ratio(), f.low(), f.high(), unoptimized.length))
        .orElse(null);
  }

  private static Double valueOf(Estimate estimate) {
    return estimate == null ? null : estimate.value();
  }
}
