package dev.runvar.cli;

import dev.runvar.store.StudySnapshot.Damage;
import dev.runvar.study.Study;
import java.io.PrintWriter;
import java.util.List;

/** Reports damaged runs. */
final class DamagedRuns {

  private static final int SHOWN = 5;

  private DamagedRuns() {}

  /**
   * Names the first damaged runs, one line each.
   *
   * @param consequence what the command does with them, such as "left out"
   */
  static void tell(PrintWriter err, Study study, List<Damage> damage, String consequence) {
    damage.stream()
        .limit(SHOWN)
        .forEach(
            run ->
                err.println(
                    "%s: run %s is damaged and %s: %s"
                        .formatted(study.name(), run.runId(), consequence, run.problem())));
    if (damage.size() > SHOWN) {
      err.println("%s: and %d more".formatted(study.name(), damage.size() - SHOWN));
    }
  }
}
