package dev.runvar.store;

import dev.runvar.study.RunSpec;
import java.util.List;
import java.util.Map;

/**
 * The record of a run that a test stores without executing it.
 *
 * @param hostCores null when they are not known
 */
public record SampleRecord(RunSpec spec, Outcome outcome, Double hostCores, String attempt) {

  public static final String ATTEMPT = "1";

  /** A record of the first attempt. */
  public SampleRecord(RunSpec spec, Outcome outcome, Double hostCores) {
    this(spec, outcome, hostCores, ATTEMPT);
  }

  /** Returns the record of this many cycles, all of which have a wall time. */
  public RunRecord of(int cycles, List<TelemetryPart> parts) {
    return of(Instrumentation.CONTRACT, cycles, (long) cycles, parts);
  }

  /**
   * Returns the record of rows.
   *
   * @param timedCycles null as in records of older versions
   */
  public RunRecord of(
      Instrumentation instrumentation, int cycles, Long timedCycles, List<TelemetryPart> parts) {
    return of(instrumentation, cycles, timedCycles, parts, null);
  }

  /** Returns the record of a run that a profiler looked into. */
  public RunRecord of(int cycles, RunProfile profile) {
    return of(Instrumentation.CONTRACT, cycles, (long) cycles, List.of(), profile);
  }

  private RunRecord of(
      Instrumentation instrumentation,
      int cycles,
      Long timedCycles,
      List<TelemetryPart> parts,
      RunProfile profile) {
    Failure failure =
        outcome == Outcome.OK ? null : new Failure(null, "ended", List.of(), List.of());
    return new RunRecord(
        RunRecord.SCHEMA,
        spec.runId(),
        attempt,
        spec.matchId(),
        spec.experiment(),
        spec.levels(),
        spec.parameters(),
        spec.replication(),
        spec.seed(),
        spec.order(),
        spec.cycles(),
        null,
        Build.UNKNOWN,
        null,
        null,
        "host",
        hostCores,
        1,
        null,
        1,
        2,
        outcome,
        failure,
        instrumentation,
        cycles,
        1,
        null,
        List.of(),
        Map.of(),
        null,
        Map.of(),
        parts,
        timedCycles,
        profile);
  }
}
