package dev.runvar.hypothesis;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * What one run says of each cause, by name; a figure that it does not give is not there.
 *
 * @param cycles that were timed
 * @param courseOrNull how the runtime goes, null for a run of a few cycles
 */
public record RunEffects(
    String runId, int seed, int cycles, Map<String, Double> values, RunCourse courseOrNull)
    implements Serializable {

  public RunEffects {
    values = Map.copyOf(values);
  }

  /** Returns what a run says of all hypotheses and beside them, and how it goes. */
  public static RunEffects of(String runId, int seed, RunTelemetry run, RunContext context) {
    EffectValues values = new EffectValues();
    DataNotes.measure(run, values);
    if (run.cycles() > 0) {
      RunView view = new RunView(run, context);
      causes(view, values);
      DeclaredWork.measure(view, values);
      GrowthOverlays.measure(view, values);
      AttributionAnalysis.measure(view, values);
    }
    RunCourse course = RunCourse.of(run.wall(), context.rules().delta()).orElse(null);
    return new RunEffects(runId, seed, run.cycles(), values.all(), course);
  }

  /** Returns what a run says of all hypotheses, by name. */
  static Map<String, Double> values(RunTelemetry run, RunContext context) {
    EffectValues values = new EffectValues();
    if (run.cycles() > 0) {
      causes(new RunView(run, context), values);
    }
    return values.all();
  }

  private static void causes(RunView view, EffectValues values) {
    CauseAnalysis.HYPOTHESES.forEach(hypothesis -> hypothesis.measure(view, values));
    MemoryManagement.measure(view, values);
    NegativeControl.measure(view, values);
  }

  /** Returns how the runtime goes, nothing for a run of a few cycles. */
  public Optional<RunCourse> course() {
    return Optional.ofNullable(courseOrNull);
  }
}
