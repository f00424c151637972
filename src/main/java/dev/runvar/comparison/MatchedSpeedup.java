package dev.runvar.comparison;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunStatistics;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.SpeedChange;
import dev.runvar.result.Comparison.Speedup;
import dev.runvar.result.Estimate;
import dev.runvar.statistics.BootstrapT;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** How much faster matched runs are, whatever else the experiments vary. */
final class MatchedSpeedup {

  private static final int RESAMPLES = 9_999;

  /** The same answer whenever the same data are analysed. */
  private static final long GENERATOR_SEED = 20251030;

  private MatchedSpeedup() {}

  /**
   * Returns the speed-up.
   *
   * @param ratioOfMeans of all runs, matched or not
   * @param delta a ratio that differs from 1 by less than this is no difference
   */
  static Speedup of(MatchedRuns runs, double ratioOfMeans, double delta) {
    double[] logarithms =
        DoubleStream.of(runs.logRatios(RunStatistics::meanNanos)).map(log -> -log).toArray();
    Estimate ratio = Estimates.ratio(logarithms);
    SpeedChange change = SpeedComparison.of(logarithms, delta);
    return new Speedup(
        change,
        ratio,
        bootstrap(logarithms),
        RESAMPLES,
        GENERATOR_SEED,
        ratio == null ? null : ratioOfMeans / ratio.value(),
        change.reason());
  }

  private static Estimate bootstrap(double[] logarithms) {
    return logarithms.length < Comparison.LEAST_SEEDS
        ? null
        : Estimates.exponential(
            Estimates.of(
                BootstrapT.of(logarithms, RESAMPLES, new SplittableRandom(GENERATOR_SEED)),
                logarithms.length));
  }
}
