package dev.runvar.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.runvar.study.Isolation;
import dev.runvar.study.Treatment;
import dev.runvar.telemetry.InstrumentCost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * The record of one attempt at a run. Once it is stored, the attempt is committed.
 *
 * @param order position in the plan by which the run was started; an extended plan numbers anew
 * @param cyclesPlanned 0 where the program decides itself
 * @param program hash of the program that was executed, null for the built-in workload, a run from
 *     elsewhere, and in records of older versions
 * @param build of runvar that executed or imported the run, null in records of older versions
 * @param isolation null for a run from elsewhere; so are {@code host} and {@code scratchFileSystem}
 * @param memoryLimitBytes null when the study sets no limit
 * @param hostCores cores that the load of the host is a share of: its logical processors, or the
 *     quota of a container; null when not known, as in records of older versions
 * @param slots runs that this host executes at once, 0 when that is not known
 * @param startedUnixMillis when the process or thread was started; of a run from elsewhere, when it
 *     was imported
 * @param scratchFileSystem the type of the file system that the run's scratch directory was on
 * @param cycles rows of telemetry
 * @param cycleNanos time that was spent inside cycles
 * @param instrument the cost of each part of the instrument on the host
 * @param sources by column, the source of readings that may come from different sources
 * @param peakRssBytes the most memory that readings of the run's process saw, null without any
 * @param trajectory null if the workload does not report one
 * @param failure null when the outcome is OK
 * @param timedCycles rows with a wall time; null in records of older versions
 * @param profile what a profiler found out; null without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
    int schema,
    String runId,
    String attempt,
    String matchId,
    String experiment,
    SortedMap<String, String> levels,
    SortedMap<String, String> parameters,
    int replication,
    int seed,
    int order,
    int cyclesPlanned,
    String program,
    Build build,
    Isolation isolation,
    Long memoryLimitBytes,
    String host,
    Double hostCores,
    int slots,
    String scratchFileSystem,
    long startedUnixMillis,
    long endedUnixMillis,
    Outcome outcome,
    Failure failure,
    Instrumentation instrumentation,
    long cycles,
    long cycleNanos,
    Long peakRssBytes,
    List<InstrumentCost> instrument,
    Map<String, String> sources,
    String trajectory,
    Map<String, Double> outputs,
    List<TelemetryPart> telemetry,
    Long timedCycles,
    RunProfile profile) {

  /** The version of this form. */
  public static final int SCHEMA = 1;

  /** A failed run with so many cycles, or one so long, did more than start. */
  private static final long FEWEST_CYCLES_FAILED = 20;

  private static final long FEWEST_SAMPLES_FAILED = 200;

  private static final Duration SHORTEST_FAILED = Duration.ofSeconds(10);

  public RunRecord {
    if (schema < 1 || schema > SCHEMA) {
      throw new IllegalArgumentException("a run record of another version, " + schema);
    }
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(instrumentation, "instrumentation");
    levels = Treatment.copy(levels);
    parameters = Treatment.copy(parameters);
    instrument = List.copyOf(instrument);
    sources = Map.copyOf(sources);
    outputs = Map.copyOf(outputs);
    telemetry = List.copyOf(telemetry);
  }

  /**
   * Returns whether a run that is not OK was profiled long enough to show what takes longer: until
   * it reached a limit, or failed later than a program does that cannot start.
   */
  public boolean showsGrowthUntilItsEnd() {
    if (outcome == Outcome.OK || profile == null || profile.file() == null) {
      return false;
    }
    boolean isLong =
        profile.byTime()
            ? endedUnixMillis - startedUnixMillis >= SHORTEST_FAILED.toMillis()
            : cycles >= FEWEST_CYCLES_FAILED;
    return outcome.isUnfinished()
        || (isLong
            && profile.samples() >= FEWEST_SAMPLES_FAILED
            && (outcome == Outcome.FAILED || outcome == Outcome.KILLED));
  }

  /** Returns whether the workload ended well and reported fewer cycles than it was asked for. */
  public boolean cutShort() {
    return outcome == Outcome.OK
        && cyclesPlanned > 0
        && instrumentation != Instrumentation.READINGS
        && cycles < cyclesPlanned;
  }

  /**
   * Returns the same record with another match id: a plan may match runs in another way than the
   * version that wrote the record.
   */
  public RunRecord matchedBy(String otherMatchId) {
    if (otherMatchId.equals(matchId)) {
      return this;
    }
    return new RunRecord(
        schema,
        runId,
        attempt,
        otherMatchId,
        experiment,
        levels,
        parameters,
        replication,
        seed,
        order,
        cyclesPlanned,
        program,
        build,
        isolation,
        memoryLimitBytes,
        host,
        hostCores,
        slots,
        scratchFileSystem,
        startedUnixMillis,
        endedUnixMillis,
        outcome,
        failure,
        instrumentation,
        cycles,
        cycleNanos,
        peakRssBytes,
        instrument,
        sources,
        trajectory,
        outputs,
        telemetry,
        timedCycles,
        profile);
  }
}
