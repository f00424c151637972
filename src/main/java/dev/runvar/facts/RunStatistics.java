package dev.runvar.facts;

import java.util.Map;
import java.util.Objects;

/**
 * The statistics of one run's cycles; null if the run does not have one.
 *
 * @param trajectory hash of the path the run took
 * @param cycles number of timed cycles
 * @param sdNanos population standard deviation of the wall time
 * @param earlyNanos mean of the first fifth; {@code lateNanos} of the last
 * @param baselineNanos mean of the first 5 %
 * @param earlySlope wall nanoseconds per hour over the first third; {@code lateSlope} over the last
 * @param workResidualSdNanos standard deviation of the residuals of wall time on population and
 *     clusters
 * @param levels of the factors of the experiment, by name
 * @param parameters with their resolved values
 * @param outputs that the program reported at the end of the run, by name
 * @param earlyPhases means of the phases over the first fifth, null when none of its cycles times
 *     its phases; {@code latePhases} over the last
 * @param common the statistics over the cycles that all matched runs have; null if not known
 */
public record RunStatistics(
    String runId,
    String matchId,
    String experiment,
    int seed,
    String trajectory,
    long cycles,
    double meanNanos,
    double sdNanos,
    Double earlyNanos,
    Double lateNanos,
    Double baselineNanos,
    Double firstThirdNanos,
    Double middleThirdNanos,
    Double lastThirdNanos,
    Double earlySlope,
    Double lateSlope,
    Double hostReadings,
    Double meanPopulation,
    Double patternsAtEnd,
    Double workResidualSdNanos,
    Map<String, String> levels,
    Map<String, String> parameters,
    Map<String, Double> outputs,
    PhaseMeans earlyPhases,
    PhaseMeans latePhases,
    CommonCycles common) {

  /** With fewer cycles, a fifth of a run is too short to compare early and late. */
  public static final int LEAST_CYCLES = 10;

  public RunStatistics {
    Objects.requireNonNull(runId, "runId");
    levels = Map.copyOf(levels);
    parameters = Map.copyOf(parameters);
    outputs = Map.copyOf(outputs);
  }

  /**
   * Returns the statistics over the cycles that all matched runs have; this object if no run is
   * longer. Statistics that are known for whole runs only are null.
   */
  public RunStatistics overCommonCycles() {
    if (common == null || common.cycles() >= cycles) {
      return this;
    }
    return new RunStatistics(
        runId,
        matchId,
        experiment,
        seed,
        trajectory,
        common.cycles(),
        common.meanNanos(),
        common.sdNanos(),
        common.earlyNanos(),
        common.lateNanos(),
        null,
        null,
        null,
        null,
        null,
        null,
        common.hostReadings(),
        common.meanPopulation(),
        common.patternsAtEnd(),
        null,
        levels,
        parameters,
        outputs,
        null,
        null,
        common);
  }

  public boolean hasEarlyAndLate() {
    return cycles >= LEAST_CYCLES && earlyNanos != null && lateNanos != null;
  }

  /** Returns the readings of the host per cycle; null if not known. */
  public Double readingsPerCycle() {
    return hostReadings == null ? null : hostReadings / cycles;
  }

  /** Returns the coefficient of variation: standard deviation over mean. */
  public Double cv() {
    return meanNanos > 0 ? sdNanos / meanNanos : null;
  }

  /** Returns the coefficient of variation of the residuals on population and clusters. */
  public Double cvWithoutWork() {
    return workResidualSdNanos == null || !(meanNanos > 0) ? null : workResidualSdNanos / meanNanos;
  }

  /** Returns (late − early) / early; null with fewer than ten cycles. */
  public Double acceleration() {
    return hasEarlyAndLate() && earlyNanos > 0 ? (lateNanos - earlyNanos) / earlyNanos : null;
  }

  /** Returns a value relative to the baseline; the slope's unit becomes share per hour. */
  public Double relative(Double nanos) {
    return nanos == null || baselineNanos == null || !(baselineNanos > 0)
        ? null
        : nanos / baselineNanos;
  }

  /**
   * Returns these statistics with the early and late means, also of phases, that the run's growth
   * has: over whole periods of heavy cycles.
   */
  public RunStatistics withGrowth(RunGrowth growth) {
    return new RunStatistics(
        runId,
        matchId,
        experiment,
        seed,
        trajectory,
        cycles,
        meanNanos,
        sdNanos,
        growth.earlyNanos(),
        growth.lateNanos(),
        baselineNanos,
        firstThirdNanos,
        middleThirdNanos,
        lastThirdNanos,
        earlySlope,
        lateSlope,
        hostReadings,
        meanPopulation,
        patternsAtEnd,
        workResidualSdNanos,
        levels,
        parameters,
        outputs,
        growth.earlyPhases(),
        growth.latePhases(),
        common);
  }
}
