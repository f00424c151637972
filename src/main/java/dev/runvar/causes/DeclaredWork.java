package dev.runvar.causes;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.RunView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The gauges that a study declares as work, and what runs report of them. */
public final class DeclaredWork {

  private static final String REPORTED = "work.";

  private DeclaredWork() {}

  /** Keeps the share of cycles that have a gauge; nothing when none has it. */
  static void measure(RunView view, EffectValues values) {
    for (String gauge : view.context().scope().countedWork()) {
      view.run()
          .column(gauge)
          .ifPresent(column -> values.put(REPORTED + gauge, shareReported(column)));
    }
  }

  private static double shareReported(double[] column) {
    return Arrays.stream(column).filter(value -> !Double.isNaN(value)).count()
        / (double) column.length;
  }

  /** Returns a sentence for each declared gauge that does not count as work in all runs. */
  static List<String> notes(AnalysisScope scope, Replicates replicates) {
    List<String> counted = scope.countedWork();
    List<String> notes = new ArrayList<>();
    for (String gauge : scope.work()) {
      int reporting = replicates.runsWith(REPORTED + gauge);
      if (!counted.contains(gauge)) {
        notes.add("work: %s is left out, because a cause looks at it itself".formatted(gauge));
      } else if (reporting == 0) {
        notes.add("work: no run reports the gauge %s".formatted(gauge));
      } else if (reporting < replicates.runs()) {
        notes.add(
            "work: only %d of %d runs report the gauge %s"
                .formatted(reporting, replicates.runs(), gauge));
      }
    }
    return notes;
  }
}
