package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Decision;
import dev.runvar.hypothesis.Analysis.Verdict;
import dev.runvar.hypothesis.Analysis.WithUnfinished;
import java.util.ArrayList;
import java.util.List;

/**
 * Phase 1A once more, with the runs that ended at a limit: leaving out the slow ones is a choice.
 */
final class UnfinishedRuns {

  private UnfinishedRuns() {}

  /**
   * Returns the decisions on all these runs, null when each of them is finished; interventions
   * compare finished runs only.
   */
  static WithUnfinished of(
      List<RunEffects> finished,
      List<RunEffects> unfinished,
      Interventions interventions,
      Analysis.Rules rules) {
    if (unfinished.isEmpty()) {
      return null;
    }
    List<RunEffects> looked = new ArrayList<>(finished);
    unfinished.stream().filter(UnfinishedRuns::isLongEnough).forEach(looked::add);
    int tooShort = finished.size() + unfinished.size() - looked.size();
    List<Verdict> verdicts =
        CauseAnalysis.verdicts(new Replicates(looked, rules.delta()), interventions);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      decisions.add(
          new Decision(
              CauseAnalysis.HYPOTHESES.get(i).id(),
              verdict.decision(),
              verdict.estimate(),
              verdict.interval()));
    }
    return new WithUnfinished(unfinished.size(), tooShort, decisions);
  }

  /** A shorter one would make every verdict impossible. */
  private static boolean isLongEnough(RunEffects run) {
    return run.cycles() >= Evidence.FEWEST_CYCLES;
  }
}
