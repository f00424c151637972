package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Growth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a growing cycle is made of: late − early of each phase, and of the time outside them.
 *
 * <p>Where some cycles do not time their phases, the parts are of those that do. By how much the
 * growth of all cycles differs from theirs is a part of its own.
 */
final class GrowthAccounting {

  private static final String OUTSIDE = "outside the phases";
  private static final String UNTIMED = "not known: cycles without phases";

  /** Two sums of the same numbers differ by less than this share. */
  private static final double ROUNDING = 1e-9;

  private GrowthAccounting() {}

  /**
   * Returns the accounting over seeds, the largest part first; null when no run is long enough.
   *
   * @param effects what the timed runs say beside their figures
   */
  static Growth of(List<RunFigures> runs, List<RunEffects> effects) {
    List<RunFigures> usable = runs.stream().filter(RunFigures::hasEarlyAndLate).toList();
    if (usable.isEmpty()) {
      return null;
    }
    double total = SeedMean.of(usable, GrowthAccounting::growth);
    List<Growth.Part> parts = new ArrayList<>();
    double known = 0;
    for (String phase : phasesOf(usable)) {
      Function<RunFigures, Double> growth = run -> growth(run, phase);
      double nanos = SeedMean.of(usable, growth);
      known += nanos;
      parts.add(part(phase, nanos, total, SeedMean.interval(usable, growth)));
    }
    if (usable.stream().anyMatch(run -> untimed(run) != 0)) {
      double nanos = SeedMean.of(usable, GrowthAccounting::untimed);
      known += nanos;
      List<Double> interval = SeedMean.interval(usable, GrowthAccounting::untimed);
      parts.add(part(UNTIMED, nanos, total, interval));
    }
    parts.sort(Comparator.comparingDouble((Growth.Part part) -> Math.abs(part.nanos())).reversed());
    Function<RunFigures, Double> outside =
        run ->
            growth(run)
                - untimed(run)
                - phasesOf(List.of(run)).stream().mapToDouble(p -> growth(run, p)).sum();
    // What is left over, so that the parts add up to the last bit.
    parts.add(part(OUTSIDE, total - known, total, SeedMean.interval(usable, outside)));
    return new Growth(
        total,
        SeedMean.interval(usable, GrowthAccounting::growth),
        parts,
        GrowthOverlays.of(effects));
  }

  private static Growth.Part part(String name, double nanos, double total, List<Double> interval) {
    return new Growth.Part(name, nanos, total == 0 ? null : nanos / total, interval);
  }

  private static double growth(RunFigures run) {
    return run.lateNanos() - run.earlyNanos();
  }

  private static double growth(RunFigures run, String phase) {
    return timesPhases(run) ? run.latePhases().of(phase) - run.earlyPhases().of(phase) : 0;
  }

  /** Returns whether both early and late cycles time their phases. */
  private static boolean timesPhases(RunFigures run) {
    return run.earlyPhases() != null && run.latePhases() != null;
  }

  /** Returns the growth of all cycles less that of the cycles that time their phases. */
  private static double untimed(RunFigures run) {
    if (run.earlyPhases() == null && run.latePhases() == null) {
      return 0;
    }
    if (!timesPhases(run)) {
      return growth(run);
    }
    double difference =
        growth(run) - (run.latePhases().wallNanos() - run.earlyPhases().wallNanos());
    return Math.abs(difference) <= ROUNDING * run.lateNanos() ? 0 : difference;
  }

  private static Set<String> phasesOf(List<RunFigures> runs) {
    Set<String> phases = new TreeSet<>();
    for (RunFigures run : runs) {
      if (timesPhases(run)) {
        phases.addAll(run.earlyPhases().nanos().keySet());
        phases.addAll(run.latePhases().nanos().keySet());
      }
    }
    return phases;
  }
}
