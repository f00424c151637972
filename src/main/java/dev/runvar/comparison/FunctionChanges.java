package dev.runvar.comparison;

import dev.runvar.facts.Estimates;
import dev.runvar.result.Estimate;
import dev.runvar.result.FunctionResult;
import dev.runvar.result.VersionComparison.PartChange;
import dev.runvar.statistics.WelchDifference;
import dev.runvar.statistics.WelchDifference.MeanError;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which functions of a program became faster or slower, by the profiles of two versions. */
public final class FunctionChanges {

  private static final double CONFIDENCE = 0.95;

  /** A function that changes by less than this share of the largest change is left out. */
  private static final double LEAST_SHARE = 0.02;

  /** It holds the whole program. */
  private static final String PYTHON_MODULE = "<module>";

  private FunctionChanges() {}

  /** Returns the changes of the functions that both have, the largest first. */
  public static List<PartChange> of(List<FunctionResult> before, List<FunctionResult> after) {
    Map<String, FunctionResult> second = byName(after);
    List<PartChange> changes =
        byName(before).values().stream()
            .filter(function -> second.containsKey(function.name()))
            .filter(function -> !function.name().equals(PYTHON_MODULE))
            .map(function -> change(function, second.get(function.name())))
            .sorted(
                Comparator.comparingDouble((PartChange one) -> Math.abs(one.change().value()))
                    .reversed())
            .toList();
    double largest = changes.isEmpty() ? 0 : Math.abs(changes.get(0).change().value());
    return changes.stream()
        .filter(one -> Math.abs(one.change().value()) > LEAST_SHARE * largest)
        .toList();
  }

  private static Map<String, FunctionResult> byName(List<FunctionResult> functions) {
    return functions.stream()
        .collect(Collectors.toMap(FunctionResult::name, Function.identity(), (one, other) -> one));
  }

  private static PartChange change(FunctionResult before, FunctionResult after) {
    return new PartChange(
        before.name(), before.lateNanos(), after.lateNanos(), difference(before, after));
  }

  /** By the error of each side alone: what seeds have in common is not taken out. */
  private static Estimate difference(FunctionResult before, FunctionResult after) {
    int seeds = Math.min(before.seeds(), after.seeds());
    return seeds < 2 || before.lateErrorNanos() == null || after.lateErrorNanos() == null
        ? new Estimate(after.lateNanos() - before.lateNanos(), null, null, 1)
        : Estimates.of(
            WelchDifference.ofMeans(late(before), late(after)).interval(CONFIDENCE), seeds);
  }

  private static MeanError late(FunctionResult function) {
    return new MeanError(function.lateNanos(), function.lateErrorNanos(), function.seeds());
  }
}
