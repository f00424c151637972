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
 * What one run says of each cause, and how it goes.
 *
 * @param cycles that were timed
 * @param startedNanosOrNull when it began, since 1970; null for one from elsewhere
 * @param data what a reader has to know of its telemetry
 * @param claimsOrNull what it says of causes; null for a run without a timed cycle
 * @param besideOrNull what else is computed of it; null where causes alone are looked for
 * @param courseOrNull how the runtime goes, null for a run of a few cycles
 * @param growthOrNull how it grows, null for a run of fewer than ten
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
   * What a run says of causes.
   *
   * @param runtimeGrowth late by early runtime, less 1
   * @param ofCauses by the cause; controls and what is searched for are among them
   * @param ofCollectionsOrNull growth of the time of collections, null where a run does not tell it
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

  /** What is computed of a run beside what it says of causes. */
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

  /** Returns what a run says of all causes, without how it goes and what is beside them. */
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

  /** Returns what the run says of a cause, which keeps it in this form. */
  <S extends Cause.OfRun> Optional<S> of(Cause cause, Class<S> form) {
    return claims().map(claims -> form.cast(claims.ofCauses().get(cause)));
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
