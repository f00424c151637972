package dev.runvar.report;

import dev.runvar.result.Analysis.Decision;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.Analysis.WithUnfinished;
import java.util.ArrayList;
import java.util.List;

/** Whether runs that ended at a limit change a verdict, in a line. */
final class UnfinishedText {

  private UnfinishedText() {}

  static String of(Phase1a phase1a) {
    WithUnfinished unfinished = phase1a.withUnfinished();
    List<String> changes = changes(phase1a);
    return "  %d runs ended at the limit of time or memory%s: with their cycles %s\n"
        .formatted(
            unfinished.runs(),
            unfinished.tooShort() == 0
                ? ""
                : ", %d of them too short to look at".formatted(unfinished.tooShort()),
            changes.isEmpty()
                ? "no verdict changes"
                : "these verdicts change: " + String.join(", ", changes));
  }

  private static List<String> changes(Phase1a phase1a) {
    List<String> changes = new ArrayList<>();
    for (HypothesisResult h : phase1a.hypotheses()) {
      for (Decision decision : phase1a.withUnfinished().decisions()) {
        if (decision.id().equals(h.id()) && !decision.decision().equals(h.verdict().decision())) {
          changes.add("%s %s → %s".formatted(h.id(), h.verdict().decision(), decision.decision()));
        }
      }
    }
    return changes;
  }
}
