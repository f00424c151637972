package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Growth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What a growing cycle is made of: late − early of each phase, and of the time outside them. */
final class GrowthAccounting {

  private static final String OUTSIDE = "outside the phases";

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
    double inPhases = 0;
    for (String phase : phasesOf(usable)) {
      Function<RunFigures, Double> growth = run -> growth(run, phase);
      double nanos = SeedMean.of(usable, growth);
      inPhases += nanos;
      parts.add(part(phase, nanos, total, SeedMean.interval(usable, growth)));
    }
    parts.sort(Comparator.comparingDouble((Growth.Part part) -> Math.abs(part.nanos())).reversed());
    Function<RunFigures, Double> outside =
        run ->
            growth(run) - run.latePhases().keySet().stream().mapToDouble(p -> growth(run, p)).sum();
    // What is left over, so that the parts add up to the last bit.
    parts.add(part(OUTSIDE, total - inPhases, total, SeedMean.interval(usable, outside)));
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
    return late(run, phase) - early(run, phase);
  }

  private static Set<String> phasesOf(List<RunFigures> runs) {
    Set<String> phases = new TreeSet<>();
    runs.forEach(run -> phases.addAll(run.latePhases().keySet()));
    runs.forEach(run -> phases.addAll(run.earlyPhases().keySet()));
    return phases;
  }

  private static double early(RunFigures run, String phase) {
    return run.earlyPhases().getOrDefault(phase, 0.0);
  }

  private static double late(RunFigures run, String phase) {
    return run.latePhases().getOrDefault(phase, 0.0);
  }
}
