package dev.runvar.hypothesis;

import java.io.Serializable;
import java.util.Map;

/**
 * What one run says of each cause, by name; a figure that it does not give is not there.
 *
 * @param cycles that were timed
 */
public record RunEffects(String runId, int seed, int cycles, Map<String, Double> values)
    implements Serializable {

  public RunEffects {
    values = Map.copyOf(values);
  }

  /** Returns what a run says of all hypotheses. */
  public static RunEffects of(String runId, int seed, RunTelemetry run, RunContext context) {
    EffectValues values = new EffectValues();
    if (run.cycles() > 0) {
      RunView view = new RunView(run, context);
      CauseAnalysis.HYPOTHESES.forEach(hypothesis -> hypothesis.measure(view, values));
      MemoryManagement.measure(view, values);
      NegativeControl.measure(view, values);
    }
    return new RunEffects(runId, seed, run.cycles(), values.all());
  }
}
