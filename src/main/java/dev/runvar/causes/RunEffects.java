package dev.runvar.causes;

import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunCourse;
import dev.runvar.facts.RunGrowth;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * The effects of each cause in one run, and the course of its runtime.
 *
 * @param cycles that were timed
 * @param startedNanosOrNull start of the run since 1970; null for an imported run
 * @param data properties of its telemetry that a reader must know
 * @param claimsOrNull its data on causes; null for a run without a timed cycle
 * @param besideOrNull further results; null if only causes are analysed
 * @param courseOrNull the course of the runtime; null for a run of a few cycles
 * @param growthOrNull the growth of the runtime; null for a run of fewer than ten cycles
 */
public record RunEffects(
    String runId,
    int seed,
    int cycles,
    Long startedNanosOrNull,
    DataNotes.OfRun data,
    Claims claimsOrNull,
    BesideClaims besideOrNull,
    RunCourse courseOrNull,
    RunGrowth growthOrNull)
    implements Serializable {

  static final Figure RUNTIME_GROWTH = run -> run.claims().map(Claims::runtimeGrowth);

  /**
   * The data of a run on causes.
   *
   * @param runtimeGrowth late divided by early runtime, minus 1
   * @param ofCauses data by cause, including controls and the rules of the search
   * @param ofCollectionsOrNull growth of garbage-collection time; null if the run does not report
   *     it
   */
  record Claims(
      double runtimeGrowth,
      Map<Cause, Cause.OfRun> ofCauses,
      AccumulationSearch.OfRun searched,
      PhaseGrowth.OfRun ofCollectionsOrNull)
      implements Serializable {

    Claims {
      ofCauses = Map.copyOf(ofCauses);
    }

    static Claims of(RunView view) {
      double early = view.early(view.run().wall());
      return new Claims(
          (view.late(view.run().wall()) - early) / early,
          CauseAnalysis.measure(view),
          AccumulationSearch.measure(view),
          MemoryManagement.measure(view).orElse(null));
    }
  }

  /** Results of a run besides its data on causes. */
  record BesideClaims(
      DeclaredWork.OfRun work, GrowthOverlays.OfRun overlays, AttributionAnalysis.OfRun attribution)
      implements Serializable {

    static BesideClaims of(RunView view) {
      return new BesideClaims(
          DeclaredWork.measure(view),
          GrowthOverlays.measure(view),
          AttributionAnalysis.measure(view));
    }
  }

  /**
   * Computes all effects of a run and the course of its runtime.
   *
   * @param all a survey of all runs of the experiment; {@code sameSeed} of the runs with this seed
   */
  public static RunEffects of(
      String runId,
      int seed,
      RunTelemetry run,
      RunContext context,
      StudySurvey all,
      StudySurvey sameSeed) {
    Optional<RunView> view = view(run, context, all, sameSeed);
    return new RunEffects(
        runId,
        seed,
        run.cycles(),
        context.startedNanos().isPresent() ? context.startedNanos().getAsLong() : null,
        DataNotes.measure(run),
        view.map(Claims::of).orElse(null),
        view.map(BesideClaims::of).orElse(null),
        RunCourse.of(run, context.scope().delta()).orElse(null),
        view.flatMap(RunGrowth::of).orElse(null));
  }

  /** Computes only the data of a run on all causes. */
  static RunEffects ofCauses(
      int seed, RunTelemetry run, RunContext context, StudySurvey all, StudySurvey sameSeed) {
    return new RunEffects(
        "r" + seed,
        seed,
        run.cycles(),
        null,
        DataNotes.measure(run),
        view(run, context, all, sameSeed).map(Claims::of).orElse(null),
        null,
        null,
        null);
  }

  private static Optional<RunView> view(
      RunTelemetry run, RunContext context, StudySurvey all, StudySurvey sameSeed) {
    return run.cycles() == 0
        ? Optional.empty()
        : Optional.of(new RunView(run, context, all.of(run, sameSeed)));
  }

  Optional<Claims> claims() {
    return Optional.ofNullable(claimsOrNull);
  }

  Optional<BesideClaims> beside() {
    return Optional.ofNullable(besideOrNull);
  }

  /** Returns the data of the run on a cause, in the form of that cause. */
  <S extends Cause.OfRun> Optional<S> of(Cause cause, Class<S> form) {
    return claims().map(claims -> form.cast(claims.ofCauses().get(cause)));
  }

  /** Returns the course of the runtime; empty for a run of a few cycles. */
  public Optional<RunCourse> course() {
    return Optional.ofNullable(courseOrNull);
  }

  /** Returns the growth of the runtime; empty for a run of fewer than ten cycles. */
  public Optional<RunGrowth> growth() {
    return Optional.ofNullable(growthOrNull);
  }
}
