package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Equivalence;
import dev.runvar.hypothesis.Analysis.Phase1b;
import dev.runvar.hypothesis.Analysis.Speedup;
import dev.runvar.hypothesis.Analysis.Variance;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Phase 1B: did the optimization remove the slowdown? The paper's three tests, which are judged by
 * its criteria in a study that declares them.
 */
public final class OptimizationAnalysis {

  private static final double PREDICTED_LOW = 160;
  private static final double PREDICTED_HIGH = 190;
  private static final double LEAST_REDUCTION = 0.5;

  private OptimizationAnalysis() {}

  /** Returns the three tests, or null unless there are runs of both kinds. */
  public static Phase1b of(
      List<RunFigures> unoptimized, List<RunFigures> optimized, Analysis.Rules rules) {
    if (unoptimized.isEmpty() || optimized.isEmpty()) {
      return null;
    }
    boolean isPublished = Analysis.Rules.PAPER8.equals(rules.criteria());
    Speedup speedup = speedup(unoptimized, optimized, isPublished);
    Variance variance = variance(unoptimized, optimized, isPublished);
    Equivalence equivalence = equivalence(unoptimized, optimized);
    return new Phase1b(
        speedup,
        variance,
        equivalence,
        ratio(unoptimized, optimized, ExperimentFigures::readingsPerCycle),
        isPublished
            ? level(isTrue(speedup.met()), isTrue(variance.met()), isTrue(equivalence.met()))
            : null,
        OptimizationVerdict.of(unoptimized, optimized, speedup, variance, rules.delta()));
  }

  private static Speedup speedup(
      List<RunFigures> unoptimized, List<RunFigures> optimized, boolean isPublished) {
    double before = SeedMean.of(unoptimized, RunFigures::meanNanos);
    double after = SeedMean.of(optimized, RunFigures::meanNanos);
    double ratio = before / after;
    if (!isPublished) {
      return new Speedup(before, after, ratio, null, null, null);
    }
    boolean met = ratio >= PREDICTED_LOW && ratio <= PREDICTED_HIGH;
    return new Speedup(before, after, ratio, PREDICTED_LOW, PREDICTED_HIGH, met);
  }

  private static Variance variance(
      List<RunFigures> unoptimized, List<RunFigures> optimized, boolean isPublished) {
    Double cv = reduction(unoptimized, optimized, RunFigures::cv);
    Double acceleration = reduction(unoptimized, optimized, RunFigures::acceleration);
    if (!isPublished) {
      return new Variance(cv, acceleration, null, null);
    }
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

  /**
   * Matched runs have equal parameters and seeds, and differ in experiment and switches alone. Runs
   * of unequal length take unequal paths whatever they compute: of these, nothing is said.
   */
  private static Equivalence equivalence(List<RunFigures> unoptimized, List<RunFigures> optimized) {
    Map<String, List<RunFigures>> partners =
        optimized.stream()
            .filter(run -> run.trajectory() != null)
            .collect(Collectors.groupingBy(RunFigures::matchId));
    int matched = 0;
    int equal = 0;
    for (RunFigures run : unoptimized) {
      List<RunFigures> others = partners.getOrDefault(run.matchId(), List.of());
      boolean isKnown = run.trajectory() != null && !others.isEmpty();
      boolean isEqual =
          isKnown && others.stream().allMatch(o -> o.trajectory().equals(run.trajectory()));
      boolean isSameLength = others.stream().allMatch(other -> other.cycles() == run.cycles());
      if (isEqual || (isKnown && isSameLength)) {
        matched++;
        equal += isEqual ? 1 : 0;
      }
    }
    return new Equivalence(matched, equal, matched == 0 ? null : equal == matched);
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
