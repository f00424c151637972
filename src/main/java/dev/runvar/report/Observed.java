package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import java.util.Optional;

/** The experiment whose slowdown is asked for. */
final class Observed {

  private Observed() {}

  /** Returns that of phase 1A, else the first whose growth is known; nothing without either. */
  static Optional<ExperimentResult> experiment(Analysis analysis) {
    return analysis.phase1a() == null
        ? analysis.experiments().stream().filter(e -> e.growth() != null).findFirst()
        : analysis.experiments().stream()
            .filter(e -> e.id().equals(analysis.phase1a().experiment()))
            .findFirst();
  }

  /** Returns the seeds of which it has runs, 0 when it was not looked at. */
  static int seeds(Analysis analysis) {
    return analysis.phase1a() == null
        ? 0
        : analysis.phase1a().hypotheses().stream()
            .mapToInt(h -> h.verdict().replicates())
            .max()
            .orElse(0);
  }

  /** Returns a number of things, as {@code 1 seed} or {@code 3 seeds}. */
  static String count(int number, String thing) {
    return "%d %s%s".formatted(number, thing, number == 1 ? "" : "s");
  }
}
