package dev.runvar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.CauseResults.Decision;
import dev.runvar.result.CauseResults.WithUnfinished;
import dev.runvar.result.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseSectionTest {

  @Test
  void a_verdict_that_changes_is_named_and_so_are_runs_that_are_left_out() {
    assertEquals(
        "3 runs ended at the limit of time or memory, 1 of them too short for a verdict; with their cycles these verdicts change: store supported → not-supported.",
        text(1, "not-supported", "not-supported"));
  }

  @Test
  void verdicts_that_stay_are_told_as_well() {
    assertEquals(
        "3 runs ended at the limit of time or memory; with their cycles no verdict changes.",
        text(0, "supported", "not-supported"));
  }

  /** Verdicts on two causes, supported and not, beside the decisions with all runs. */
  private static String text(int tooShort, String store, String queue) {
    return CauseSection.unfinished(
        new CauseResults(
            "e",
            List.of(result("store", "supported"), result("queue", "not-supported")),
            List.of(),
            List.of(),
            null,
            null,
            new WithUnfinished(
                3,
                tooShort,
                List.of(
                    new Decision("store", store, null, null),
                    new Decision("queue", queue, 0.02, List.of(0.01, 0.03)))),
            List.of()));
  }

  private static CauseResult result(String name, String decision) {
    Verdict verdict =
        new Verdict(decision, "none", null, null, null, null, null, null, 6, "because");
    return new CauseResult(name, "claim", verdict, null);
  }
}
