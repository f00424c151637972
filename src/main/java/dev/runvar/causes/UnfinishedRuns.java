package dev.runvar.causes;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.result.CauseResults.Decision;
import dev.runvar.result.CauseResults.WithUnfinished;
import dev.runvar.result.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdicts with the runs that hit the time or memory limit included, because leaving out slow
 * runs may bias them.
 */
final class UnfinishedRuns {

  private UnfinishedRuns() {}

  /**
   * Returns the decisions on all these runs; null if all of them finished. Interventions compare
   * finished runs only.
   */
  static WithUnfinished of(
      List<RunEffects> finished,
      List<RunEffects> unfinished,
      Interventions interventions,
      AnalysisScope scope) {
    if (unfinished.isEmpty()) {
      return null;
    }
    List<RunEffects> looked = new ArrayList<>(finished);
    unfinished.stream().filter(UnfinishedRuns::isLongEnough).forEach(looked::add);
    int tooShort = finished.size() + unfinished.size() - looked.size();
    List<Verdict> verdicts =
        CauseAnalysis.verdicts(scope, new Replicates(looked, scope.delta()), interventions);
    List<Cause> causes = CauseAnalysis.causes(scope);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      decisions.add(
          new Decision(
              causes.get(i).name(), verdict.decision(), verdict.estimate(), verdict.interval()));
    }
    return new WithUnfinished(unfinished.size(), tooShort, decisions);
  }

  /** Returns whether a run has enough cycles; a shorter one would make every verdict impossible. */
  private static boolean isLongEnough(RunEffects run) {
    return run.cycles() >= Evidence.FEWEST_CYCLES;
  }
}
