package dev.runvar.causes;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.DoseSums;
import dev.runvar.facts.EffectValues;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunCourse;
import dev.runvar.facts.RunGrowth;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * What one run says of each cause, by name; a statistic that it does not give is not there.
 *
 * @param cycles that were timed
 * @param startedNanosOrNull when it began, since 1970; null for one from elsewhere
 * @param doses sums of products that the dose of an exposure is found from
 * @param courseOrNull how the runtime goes, null for a run of a few cycles
 * @param growthOrNull how it grows, null for a run of fewer than ten
 */
public record RunEffects(
    String runId,
    int seed,
    int cycles,
    Long startedNanosOrNull,
    Map<String, Double> values,
    Map<String, DoseSums> doses,
    RunCourse courseOrNull,
    RunGrowth growthOrNull)
    implements Serializable {

  static final String RUNTIME_GROWTH = "runtime.growth";

  public RunEffects {
    values = Map.copyOf(values);
    doses = Map.copyOf(doses);
  }

  /**
   * Returns what a run says of all causes and beside them, and how it goes.
   *
   * @param all a survey of the runs of the experiment, and {@code sameSeed} of those of this seed
   */
  public static RunEffects of(
      String runId,
      int seed,
      RunTelemetry run,
      RunContext context,
      StudySurvey all,
      StudySurvey sameSeed) {
    EffectValues values = new EffectValues();
    Optional<RunGrowth> growth = Optional.empty();
    DataNotes.measure(run, values);
    if (run.cycles() > 0) {
      RunView view = new RunView(run, context, all.of(run, sameSeed));
      causes(view, values);
      DeclaredWork.measure(view, values);
      GrowthOverlays.measure(view, values);
      AttributionAnalysis.measure(view, values);
      growth = RunGrowth.of(view);
    }
    RunCourse course = RunCourse.of(run, context.scope().delta()).orElse(null);
    return new RunEffects(
        runId,
        seed,
        run.cycles(),
        context.startedNanos().isPresent() ? context.startedNanos().getAsLong() : null,
        values.all(),
        values.doses(),
        course,
        growth.orElse(null));
  }

  /** Returns what a run says of all causes, without how it goes and what is beside them. */
  static RunEffects ofCauses(
      int seed, RunTelemetry run, RunContext context, StudySurvey all, StudySurvey sameSeed) {
    EffectValues values = new EffectValues();
    DataNotes.measure(run, values);
    if (run.cycles() > 0) {
      causes(new RunView(run, context, all.of(run, sameSeed)), values);
    }
    return new RunEffects(
        "r" + seed, seed, run.cycles(), null, values.all(), values.doses(), null, null);
  }

  private static void causes(RunView view, EffectValues values) {
    double early = view.early(view.run().wall());
    values.put(RUNTIME_GROWTH, (view.late(view.run().wall()) - early) / early);
    AnalysisScope scope = view.context().scope();
    CauseAnalysis.causes(scope).forEach(cause -> cause.measure(view, values));
    CauseAnalysis.controls(scope).forEach(control -> control.measure(view, values));
    MemoryManagement.measure(view, values);
    AccumulationSearch.measure(view, values);
  }

  /** Returns how the runtime goes, nothing for a run of a few cycles. */
  public Optional<RunCourse> course() {
    return Optional.ofNullable(courseOrNull);
  }

  /** Returns how the runtime grows, nothing for a run of fewer than ten cycles. */
  public Optional<RunGrowth> growth() {
    return Optional.ofNullable(growthOrNull);
  }
}
