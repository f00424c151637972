package dev.runvar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.result.Analysis.Decision;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.Analysis.Verdict;
import dev.runvar.result.Analysis.WithUnfinished;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnfinishedTextTest {

  @Test
  void a_verdict_that_changes_is_named_and_so_are_runs_that_are_left_out() {
    assertEquals(
        "  3 runs ended at the limit of time or memory, 1 of them too short to look at: with their cycles these verdicts change: H3 supported → not-supported\n",
        text(1, "not-supported", "not-supported"));
  }

  @Test
  void verdicts_that_stay_are_told_as_well() {
    assertEquals(
        "  3 runs ended at the limit of time or memory: with their cycles no verdict changes\n",
        text(0, "supported", "not-supported"));
  }

  /** Verdicts of H3, supported, and H5, not supported, beside the decisions with all runs. */
  private static String text(int tooShort, String third, String fifth) {
    return UnfinishedText.of(
        new Phase1a(
            "e",
            List.of(result("H3", "supported"), result("H5", "not-supported")),
            List.of(),
            List.of(),
            null,
            null,
            new WithUnfinished(
                3,
                tooShort,
                List.of(
                    new Decision("H3", third, null, null),
                    new Decision("H5", fifth, 0.02, List.of(0.01, 0.03)))),
            List.of()));
  }

  private static HypothesisResult result(String id, String decision) {
    Verdict verdict =
        new Verdict(decision, "none", null, null, null, null, null, null, 6, "because");
    return new HypothesisResult(id, "claim", null, verdict, null, null);
  }
}
