package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Phase1bVerdict.Decision;
import dev.runvar.hypothesis.Phase1bVerdict.Equivalence;
import dev.runvar.hypothesis.Phase1bVerdict.Growth;
import dev.runvar.hypothesis.Phase1bVerdict.Readings;
import dev.runvar.hypothesis.Phase1bVerdict.Speedup;
import dev.runvar.hypothesis.Phase1bVerdict.Variance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Phase 1B answered with the seed as the unit of replication, over matched runs. */
final class OptimizationVerdict {

  private static final double PREDICTED_READINGS = 90;

  private OptimizationVerdict() {}

  /**
   * Returns the verdict beside the paper's answers to its first two tests.
   *
   * @param delta a ratio of runtimes that differs from 1 by less than this is no difference
   */
  static Phase1bVerdict of(
      List<RunFigures> unoptimized,
      List<RunFigures> optimized,
      Analysis.Speedup paperSpeedup,
      Analysis.Variance paperVariance,
      double delta) {
    MatchedRuns runs = MatchedRuns.of(unoptimized, optimized);
    Speedup speedup = SpeedupVerdict.of(runs, paperSpeedup, delta);
    Variance variance = VarianceVerdict.of(runs, paperVariance.least());
    Equivalence equivalence = EquivalenceVerdict.of(runs);
    boolean isPublished = speedup.decision() != null;
    return new Phase1bVerdict(
        runs.seeds(),
        runs.pairs().size(),
        runs.compared(),
        speedup,
        growth(runs),
        variance,
        equivalence,
        readings(unoptimized, optimized, runs, isPublished),
        OutputEffects.of(unoptimized, optimized, runs),
        isPublished
            ? level(
                runs.seeds(),
                List.of(speedup.decision(), variance.decision(), equivalence.decision()))
            : null,
        "speed-up %s, variance %s, equivalence %s"
            .formatted(
                isPublished ? speedup.decision() : speedup.comparison().change(),
                isPublished ? variance.decision() : variance.reason(),
                equivalence.decision()));
  }

  private static Growth growth(MatchedRuns runs) {
    double[] unoptimized = runs.unoptimized(RunFigures::acceleration);
    double[] optimized = runs.optimized(RunFigures::acceleration);
    double[] differences = new double[optimized.length];
    Arrays.setAll(differences, seed -> optimized[seed] - unoptimized[seed]);
    return new Growth(
        Estimate.mean(unoptimized), Estimate.mean(optimized), Estimate.mean(differences));
  }

  private static Readings readings(
      List<RunFigures> unoptimized,
      List<RunFigures> optimized,
      MatchedRuns runs,
      boolean isPublished) {
    double[] logarithms = runs.logRatios(ExperimentFigures::readingsPerCycle);
    return new Readings(
        SeedMean.of(unoptimized, ExperimentFigures::readingsPerCycle),
        SeedMean.of(optimized, ExperimentFigures::readingsPerCycle),
        Estimate.ratio(DoubleStream.of(logarithms).map(log -> -log).toArray()),
        isPublished ? PREDICTED_READINGS : null);
  }

  /** What nobody refuted is not rejected: it is open. */
  static String level(int seeds, List<Decision> decisions) {
    if (seeds < Phase1bVerdict.LEAST_SEEDS) {
      return Decision.NOT_MEASURABLE.toString();
    }
    boolean faster = decisions.get(0) == Decision.CONFIRMED;
    boolean steadier = decisions.get(1) == Decision.CONFIRMED;
    if (faster && steadier) {
      return decisions.get(2) == Decision.CONFIRMED ? "strong" : "moderate";
    }
    if (faster || steadier) {
      return "weak";
    }
    return decisions.subList(0, 2).contains(Decision.REFUTED)
        ? "rejected"
        : Decision.UNDECIDED.toString();
  }
}
