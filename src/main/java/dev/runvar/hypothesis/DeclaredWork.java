package dev.runvar.hypothesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The gauges that a study declares as work, and what runs report of them. */
final class DeclaredWork {

  private static final String REPORTED = "work.";

  private DeclaredWork() {}

  /** Returns the declared gauges but for those that a hypothesis looks at: they would hide it. */
  static List<String> gauges(Analysis.Rules rules) {
    return rules.work().stream().filter(name -> !RunTelemetry.COLUMNS.contains(name)).toList();
  }

  /** Keeps the share of cycles that have a gauge; nothing when none has it. */
  static void measure(RunView view, EffectValues values) {
    for (String gauge : gauges(view.context().rules())) {
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
  static List<String> notes(Analysis.Rules rules, Replicates replicates) {
    List<String> counted = gauges(rules);
    List<String> notes = new ArrayList<>();
    for (String gauge : rules.work()) {
      int reporting = replicates.runsWith(REPORTED + gauge);
      if (!counted.contains(gauge)) {
        notes.add("work: %s is left out, a hypothesis looks at it itself".formatted(gauge));
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
