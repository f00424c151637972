package dev.runvar.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Why cycles of the observed experiment take longer.
 *
 * @param causes built-in and declared ones, one family of claims
 * @param accumulation parts of a cycle that grew beyond the rest and beyond their work, with the
 *     gauges that may explain them; not for a study that names all its causes
 * @param controls tests that must find nothing
 * @param garbageCollection whether a JVM's collections add to the growth, null without any
 * @param attribution null without exposures that change
 * @param withUnfinished the decisions when runs that hit a limit count as well, null without such
 *     runs
 * @param notes what a reader has to know of the study's declarations, a sentence each
 */
public record CauseResults(
    String experiment,
    List<CauseResult> causes,
    List<GrownPart> accumulation,
    List<Control> controls,
    Verdict garbageCollection,
    Attribution attribution,
    @JsonInclude(JsonInclude.Include.NON_NULL) WithUnfinished withUnfinished,
    List<String> notes) {

  public CauseResults {
    causes = List.copyOf(causes);
    accumulation = accumulation == null ? List.of() : List.copyOf(accumulation);
    controls = List.copyOf(controls);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  /**
   * The answer on one cause.
   *
   * @param claim what it says, in words
   * @param regression what runs say by themselves where the verdict is by intervention: it decides
   *     nothing and is not adjusted; null elsewhere
   */
  public record CauseResult(String name, String claim, Verdict verdict, Verdict regression) {}

  /**
   * A part of the cycle that grew.
   *
   * @param verdict on its growth, adjusted over parts
   * @param gauges that grew or moved with it, the strongest evidence first
   */
  public record GrownPart(String part, Verdict verdict, List<CauseResult> gauges) {

    public GrownPart {
      gauges = List.copyOf(gauges);
    }
  }

  /** A test that must find nothing. */
  public record Control(String name, Verdict verdict) {}

  /**
   * The decisions when the cycles of runs that hit the limit of time or memory count as well.
   *
   * @param runs that ended so
   * @param tooShort of these, the runs with too few cycles for a verdict: they are left out
   */
  public record WithUnfinished(int runs, int tooShort, List<Decision> decisions) {

    public WithUnfinished {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * What a verdict comes to.
   *
   * @param name of the cause; the others are as in {@link Verdict}
   */
  public record Decision(String name, String decision, Double estimate, List<Double> interval) {

    public Decision {
      interval = interval == null ? null : List.copyOf(interval);
    }
  }
}
