package dev.runvar.comparison;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SeedMean;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Means;
import dev.runvar.result.Comparison.Readings;
import dev.runvar.result.Comparison.Speedup;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Compares the optimized with the unoptimized runs of a study. */
public final class VariantComparison {

  private VariantComparison() {}

  /**
   * Returns the comparison, or null unless there are runs of both kinds.
   *
   * @param delta a ratio of runtimes that differs from 1 by less than this is no difference
   */
  public static Comparison of(
      List<RunStatistics> unoptimized, List<RunStatistics> optimized, double delta) {
    if (unoptimized.isEmpty() || optimized.isEmpty()) {
      return null;
    }
    Means means = means(unoptimized, optimized);
    MatchedRuns runs = MatchedRuns.of(unoptimized, optimized);
    Speedup speedup = MatchedSpeedup.of(runs, means.ratio(), delta);
    Comparison.Variance variance = MatchedVariance.of(runs);
    Comparison.Equivalence equivalence = OutputEquivalence.of(runs);
    return new Comparison(
        means,
        runs.seeds(),
        runs.pairs().size(),
        runs.compared(),
        speedup,
        runs.growth(),
        variance,
        equivalence,
        readings(unoptimized, optimized, runs),
        OutputEffects.of(unoptimized, optimized, runs),
        "speed-up %s, variance %s, equivalence %s"
            .formatted(speedup.comparison().change(), variance.reason(), equivalence.decision()));
  }

  private static Means means(List<RunStatistics> unoptimized, List<RunStatistics> optimized) {
    double before = SeedMean.of(unoptimized, RunStatistics::meanNanos);
    double after = SeedMean.of(optimized, RunStatistics::meanNanos);
    Paths paths = Paths.of(unoptimized, optimized);
    return new Means(
        before,
        after,
        before / after,
        reduction(unoptimized, optimized, RunStatistics::cv),
        reduction(unoptimized, optimized, RunStatistics::acceleration),
        paths.matched(),
        paths.equal(),
        ratio(unoptimized, optimized, RunStatistics::readingsPerCycle));
  }

  /** Returns 1 − after / before, null unless there was something to reduce. */
  private static Double reduction(
      List<RunStatistics> unoptimized,
      List<RunStatistics> optimized,
      Function<RunStatistics, Double> value) {
    Double before = SeedMean.of(unoptimized, value);
    Double after = SeedMean.of(optimized, value);
    return before == null || after == null || before <= 0 ? null : 1 - after / before;
  }

  private static Double ratio(
      List<RunStatistics> unoptimized,
      List<RunStatistics> optimized,
      Function<RunStatistics, Double> value) {
    Double before = SeedMean.of(unoptimized, value);
    Double after = SeedMean.of(optimized, value);
    return before == null || after == null || after == 0 ? null : before / after;
  }

  /**
   * How many runs took the same path as their partners. Runs of unequal length take unequal paths
   * whatever they compute: these do not count.
   */
  private record Paths(int matched, int equal) {

    static Paths of(List<RunStatistics> unoptimized, List<RunStatistics> optimized) {
      Map<String, List<RunStatistics>> partners =
          optimized.stream()
              .filter(run -> run.trajectory() != null)
              .collect(Collectors.groupingBy(RunStatistics::matchId));
      int matched = 0;
      int equal = 0;
      for (RunStatistics run : unoptimized) {
        List<RunStatistics> others = partners.getOrDefault(run.matchId(), List.of());
        boolean isKnown = run.trajectory() != null && !others.isEmpty();
        boolean isEqual =
            isKnown && others.stream().allMatch(o -> o.trajectory().equals(run.trajectory()));
        boolean isSameLength = others.stream().allMatch(other -> other.cycles() == run.cycles());
        if (isEqual || (isKnown && isSameLength)) {
          matched++;
          equal += isEqual ? 1 : 0;
        }
      }
      return new Paths(matched, equal);
    }
  }

  private static Readings readings(
      List<RunStatistics> unoptimized, List<RunStatistics> optimized, MatchedRuns runs) {
    double[] logarithms = runs.logRatios(RunStatistics::readingsPerCycle);
    return new Readings(
        SeedMean.of(unoptimized, RunStatistics::readingsPerCycle),
        SeedMean.of(optimized, RunStatistics::readingsPerCycle),
        Estimates.ratio(DoubleStream.of(logarithms).map(log -> -log).toArray()));
  }
}
