package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Growth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a growing cycle is made of: late − early of each phase, and of the time outside them. */
final class GrowthAccounting {

  private static final String OUTSIDE = "outside the phases";

  private GrowthAccounting() {}

  /** Returns the accounting over seeds, the largest part first; null when no run is long enough. */
  static Growth of(List<RunFigures> runs) {
    List<RunFigures> usable = runs.stream().filter(RunFigures::hasEarlyAndLate).toList();
    if (usable.isEmpty()) {
      return null;
    }
    double total = SeedMean.of(usable, run -> run.lateNanos() - run.earlyNanos());
    List<Growth.Part> parts = new ArrayList<>();
    double inPhases = 0;
    for (String phase : phasesOf(usable)) {
      double nanos = SeedMean.of(usable, run -> late(run, phase) - early(run, phase));
      inPhases += nanos;
      parts.add(part(phase, nanos, total));
    }
    parts.sort(Comparator.comparingDouble((Growth.Part part) -> Math.abs(part.nanos())).reversed());
    parts.add(part(OUTSIDE, total - inPhases, total));
    return new Growth(total, parts);
  }

  private static Growth.Part part(String name, double nanos, double total) {
    return new Growth.Part(name, nanos, total == 0 ? null : nanos / total);
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
