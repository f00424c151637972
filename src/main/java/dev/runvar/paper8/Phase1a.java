package dev.runvar.paper8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runvar.result.Attribution;
import dev.runvar.result.CauseResults.Control;
import dev.runvar.result.Verdict;
import java.util.List;

/**
 * Phase 1A of the published study: why the unoptimized experiment slows down.
 *
 * @param ranking of the hypotheses by the paper's score, the highest first
 * @param controls tests that must find nothing
 * @param memoryManagement whether a JVM's collections add to the growth, null without any
 * @param attribution null without exposures that change
 * @param withUnfinished the decisions when runs that hit a limit count as well, null without such
 *     runs
 */
public record Phase1a(
    String experiment,
    List<HypothesisResult> hypotheses,
    List<String> ranking,
    List<Control> controls,
    Verdict memoryManagement,
    Attribution attribution,
    @JsonInclude(JsonInclude.Include.NON_NULL) WithUnfinished withUnfinished,
    List<String> notes) {

  public Phase1a {
    hypotheses = List.copyOf(hypotheses);
    ranking = List.copyOf(ranking);
    controls = List.copyOf(controls);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /**
   * The answers to one hypothesis.
   *
   * @param disagreement why the two differ, null where they agree
   * @param regression what runs say by themselves where the verdict is by intervention; null
   *     elsewhere
   */
  public record HypothesisResult(
      String id,
      String name,
      PaperAnswer paper,
      Verdict verdict,
      String disagreement,
      Verdict regression) {}

  /** The decisions when runs that hit a limit count as well. */
  public record WithUnfinished(int runs, int tooShort, List<Decision> decisions) {

    public WithUnfinished {
      decisions = List.copyOf(decisions);
    }
  }

  /** What a verdict comes to. */
  public record Decision(String id, String decision, Double estimate, List<Double> interval) {

    public Decision {
      interval = interval == null ? null : List.copyOf(interval);
    }
  }
}
