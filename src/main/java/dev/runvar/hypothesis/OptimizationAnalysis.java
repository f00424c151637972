package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Equivalence;
import dev.runvar.hypothesis.Analysis.Phase1b;
import dev.runvar.hypothesis.Analysis.Speedup;
import dev.runvar.hypothesis.Analysis.Variance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Phase 1B: did the optimization remove the slowdown? The paper's three tests. */
public final class OptimizationAnalysis {

  private static final double PREDICTED_LOW = 160;
  private static final double PREDICTED_HIGH = 190;
  private static final double LEAST_REDUCTION = 0.5;

  private OptimizationAnalysis() {}

  /** Returns the three tests, or null unless there are runs of both kinds. */
  public static Phase1b of(List<RunFigures> unoptimized, List<RunFigures> optimized) {
    if (unoptimized.isEmpty() || optimized.isEmpty()) {
      return null;
    }
    Speedup speedup = speedup(unoptimized, optimized);
    Variance variance = variance(unoptimized, optimized);
    Equivalence equivalence = equivalence(unoptimized, optimized);
    return new Phase1b(
        speedup,
        variance,
        equivalence,
        ratio(unoptimized, optimized, ExperimentFigures::readingsPerCycle),
        level(speedup.met(), isTrue(variance.met()), isTrue(equivalence.met())),
        OptimizationVerdict.of(unoptimized, optimized, speedup, variance));
  }

  private static Speedup speedup(List<RunFigures> unoptimized, List<RunFigures> optimized) {
    double before = SeedMean.of(unoptimized, RunFigures::meanNanos);
    double after = SeedMean.of(optimized, RunFigures::meanNanos);
    double ratio = before / after;
    boolean met = ratio >= PREDICTED_LOW && ratio <= PREDICTED_HIGH;
    return new Speedup(before, after, ratio, PREDICTED_LOW, PREDICTED_HIGH, met);
  }

  private static Variance variance(List<RunFigures> unoptimized, List<RunFigures> optimized) {
    Double cv = reduction(unoptimized, optimized, RunFigures::cv);
    Double acceleration = reduction(unoptimized, optimized, RunFigures::acceleration);
    Boolean met =
        (cv == null || acceleration == null)
            ? null
            : cv > LEAST_REDUCTION && acceleration > LEAST_REDUCTION;
    return new Variance(cv, acceleration, LEAST_REDUCTION, met);
  }

  /** Returns 1 − after / before, null unless there was something to reduce. */
  private static Double reduction(
      List<RunFigures> unoptimized,
      List<RunFigures> optimized,
      Function<RunFigures, Double> value) {
    Double before = SeedMean.of(unoptimized, value);
    Double after = SeedMean.of(optimized, value);
    return before == null || after == null || before <= 0 ? null : 1 - after / before;
  }

  private static Double ratio(
      List<RunFigures> unoptimized,
      List<RunFigures> optimized,
      Function<RunFigures, Double> value) {
    Double before = SeedMean.of(unoptimized, value);
    Double after = SeedMean.of(optimized, value);
    return before == null || after == null || after == 0 ? null : before / after;
  }

  /** Matched runs have equal parameters and seeds, and differ in experiment and switches alone. */
  private static Equivalence equivalence(List<RunFigures> unoptimized, List<RunFigures> optimized) {
    Map<String, Set<String>> trajectories =
        optimized.stream()
            .filter(run -> run.trajectory() != null)
            .collect(
                Collectors.groupingBy(
                    RunFigures::matchId,
                    Collectors.mapping(RunFigures::trajectory, Collectors.toSet())));
    List<RunFigures> matched =
        unoptimized.stream()
            .filter(run -> run.trajectory() != null && trajectories.containsKey(run.matchId()))
            .toList();
    int equal =
        (int)
            matched.stream()
                .filter(run -> trajectories.get(run.matchId()).equals(Set.of(run.trajectory())))
                .count();
    return new Equivalence(
        matched.size(), equal, matched.isEmpty() ? null : equal == matched.size());
  }

  private static boolean isTrue(Boolean met) {
    return Boolean.TRUE.equals(met);
  }

  private static String level(boolean faster, boolean steadier, boolean equivalent) {
    if (faster && steadier) {
      return equivalent ? "strong" : "moderate";
    }
    return (faster || steadier) ? "weak" : "rejected";
  }
}
