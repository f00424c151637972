package dev.runvar.report;

import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.ComparedCycles;
import dev.runvar.result.Comparison.Decision;
import dev.runvar.result.Comparison.Equivalence;
import dev.runvar.result.Comparison.Growth;
import dev.runvar.result.Comparison.Means;
import dev.runvar.result.Comparison.Output;
import dev.runvar.result.Comparison.Readings;
import dev.runvar.result.Comparison.Speedup;
import dev.runvar.result.Comparison.Variance;
import dev.runvar.result.Estimate;
import java.util.stream.Collectors;

/** The parts of a comparison in words. */
public final class ComparisonTerms {

  private ComparisonTerms() {}

  /** Returns a decision in words, a dash where nothing was decided. */
  public static String decision(Object decisionOrNull) {
    return decisionOrNull == null
        ? Numbers.ABSENT
        : decisionOrNull.toString().replace("not-", "not ").replace("no-", "no ");
  }

  /** Returns whether the outcomes are the same. */
  static String sameness(Decision decision) {
    return switch (decision) {
      case CONFIRMED -> "the same";
      case REFUTED -> "different";
      default -> decision(decision);
    };
  }

  /** Returns the ratio of matched runs and what it says of the speed. */
  public static String speed(Speedup speedup) {
    return speedup.ratio() == null
        ? speedup.comparison().reason()
        : "%s × as fast%s; %s"
            .formatted(ratio(speedup.ratio()), bootstrap(speedup), speedup.comparison().reason());
  }

  public static String bootstrap(Speedup speedup) {
    return speedup.bootstrap() == null
        ? ""
        : ", by bootstrap " + Numbers.interval(speedup.bootstrap(), Numbers::ratio);
  }

  /** Returns the ratio of means of all runs, matched or not. */
  public static String speed(Means means) {
    return "%s × (%s → %s)"
        .formatted(
            Numbers.ratio(means.ratio()),
            Numbers.nanos(means.unoptimizedNanos()),
            Numbers.nanos(means.optimizedNanos()));
  }

  /** Returns that the means are of different cycles, where runs are not equally long. */
  public static String unequal(Comparison comparison) {
    return comparison.cycles() == null
        ? ""
        : ", of different cycles, because runs are not equally long";
  }

  public static String variance(Means means) {
    return "CV reduced by %s, acceleration by %s"
        .formatted(
            Numbers.share(means.cvReduction()), Numbers.share(means.accelerationReduction()));
  }

  public static String variance(Variance variance) {
    return "ratios: CV %s, sd in ns %s, CV without work %s, acceleration %s; %s"
        .formatted(
            ratio(variance.cvRatio()),
            ratio(variance.sdRatio()),
            ratio(variance.cvWithoutWorkRatio()),
            ratio(variance.accelerationRatio()),
            variance.reason());
  }

  public static String paths(Means means) {
    return "%d of %d matched runs have equal trajectories"
        .formatted(means.equalPaths(), means.matchedPaths());
  }

  /** Returns which cycles are compared where runs are not equally long. */
  static String cycles(Comparison comparison) {
    ComparedCycles cycles = comparison.cycles();
    return "In %d of %d pairs, runs are not equally long (up to %,d cycles). Only the first %s are compared, which all runs of the pair have."
        .formatted(
            cycles.pairs(),
            comparison.pairs(),
            cycles.longest(),
            cycles.fewest() == cycles.most()
                ? "%,d cycles".formatted(cycles.most())
                : "%,d to %,d cycles".formatted(cycles.fewest(), cycles.most()));
  }

  static String growth(Growth growth) {
    return growth.difference() == null
        ? "late against early cycles: not known of both"
        : "late against early cycles: unoptimized %s, optimized %s, difference %s"
            .formatted(
                change(growth.unoptimized()),
                change(growth.optimized()),
                change(growth.difference()));
  }

  public static String readings(Readings readings) {
    return "host readings per cycle: %s × fewer".formatted(ratio(readings.ratio()));
  }

  public static String equivalence(Equivalence equivalence, int pairs) {
    String paths = "%d of %d pairs took the same path".formatted(equivalence.equalPairs(), pairs);
    return equivalence.outputs().isEmpty()
        ? paths
        : equivalence.outputs().stream()
            .map(ComparisonTerms::output)
            .collect(
                Collectors.joining(
                    ", ",
                    "%s; ratios with 90 %% intervals, margin %s: "
                        .formatted(paths, Numbers.ratio(equivalence.margin())),
                    ""));
  }

  private static String output(Output output) {
    String seeds =
        output.seedsNeeded() == null
            ? ""
            : ", %d seeds have 80 %% power".formatted(output.seedsNeeded());
    return "%s %s%s".formatted(output.name(), ratio(output.ratio()), seeds);
  }

  private static String ratio(Estimate estimate) {
    return Numbers.estimate(estimate, Numbers::ratio);
  }

  private static String change(Estimate estimate) {
    return Numbers.estimate(estimate, Numbers::change);
  }
}
