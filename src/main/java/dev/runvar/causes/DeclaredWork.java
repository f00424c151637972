package dev.runvar.causes;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.RunView;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks which of the gauges that a study declares as work are reported by runs. */
public final class DeclaredWork {

  private DeclaredWork() {}

  /** The gauges that count as work and that a run reports. */
  record OfRun(Set<String> reported) implements Serializable {

    OfRun {
      reported = Set.copyOf(reported);
    }
  }

  static OfRun measure(RunView view) {
    return new OfRun(
        view.context().scope().countedWork().stream()
            .filter(gauge -> view.run().column(gauge).isPresent())
            .collect(Collectors.toSet()));
  }

  private static boolean reports(RunEffects run, String gauge) {
    return run.beside().filter(beside -> beside.work().reported().contains(gauge)).isPresent();
  }

  /** Returns a sentence for each declared gauge that does not count as work in all runs. */
  static List<String> notes(AnalysisScope scope, Replicates replicates) {
    List<String> counted = scope.countedWork();
    List<String> notes = new ArrayList<>();
    for (String gauge : scope.work()) {
      int reporting = replicates.count(run -> reports(run, gauge));
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
