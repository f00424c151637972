package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Phase1bVerdict.Comparison;
import dev.runvar.hypothesis.Phase1bVerdict.Decision;
import dev.runvar.hypothesis.Phase1bVerdict.Speedup;
import dev.runvar.statistics.BootstrapT;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** Test 1 of phase 1B: how much faster matched runs are, whatever else the experiments vary. */
final class SpeedupVerdict {

  private static final int RESAMPLES = 9_999;

  /** The same answer whenever the same data are analysed. */
  private static final long GENERATOR_SEED = 20251030;

  private SpeedupVerdict() {}

  /**
   * Returns the verdict.
   *
   * @param paper the paper's answer, with the range that it predicts in a study that declares it
   * @param delta a ratio that differs from 1 by less than this is no difference
   */
  static Speedup of(MatchedRuns runs, Analysis.Speedup paper, double delta) {
    double[] logarithms =
        DoubleStream.of(runs.logRatios(RunFigures::meanNanos)).map(log -> -log).toArray();
    Estimate ratio = Estimate.ratio(logarithms);
    Comparison comparison = SpeedComparison.of(logarithms, delta);
    Decision decision = paper.low() == null ? null : Decision.of(ratio, paper.low(), paper.high());
    return new Speedup(
        decision,
        comparison,
        ratio,
        bootstrap(logarithms),
        RESAMPLES,
        GENERATOR_SEED,
        ratio == null ? null : paper.ratio() / ratio.value(),
        decision == null ? comparison.reason() : reason(decision, paper));
  }

  private static Estimate bootstrap(double[] logarithms) {
    return logarithms.length < Phase1bVerdict.LEAST_SEEDS
        ? null
        : Estimate.exponential(
            Estimate.of(
                BootstrapT.of(logarithms, RESAMPLES, new SplittableRandom(GENERATOR_SEED)),
                logarithms.length));
  }

  private static String reason(Decision decision, Analysis.Speedup paper) {
    String range =
        String.format(
            Locale.ROOT, "%.0f to %.0f times that the paper predicts", paper.low(), paper.high());
    return switch (decision) {
      case CONFIRMED -> "the interval is inside the " + range;
      case REFUTED -> "the interval is outside the " + range;
      case UNDECIDED -> "the interval is partly inside the " + range;
      case NOT_MEASURABLE ->
          "fewer than %d seeds have matched runs".formatted(Phase1bVerdict.LEAST_SEEDS);
    };
  }
}
