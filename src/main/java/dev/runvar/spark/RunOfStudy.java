package dev.runvar.spark;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.FactsRequest;
import dev.runvar.facts.RunContext;
import dev.runvar.store.RunRecord;
import dev.runvar.store.TelemetryPart;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A run as the jobs need it: the place of its telemetry, and the requested facts.
 *
 * @param treatment number of its treatment among those that have a series, −1 for none
 * @param hostCores cores of its host; null if not known
 * @param startedUnixMillis null for an imported run, whose times are not known
 * @param wantedOrNull the requested facts; null for a run that others are only compared with
 */
record RunOfStudy(
    String runId,
    String matchId,
    String experiment,
    int treatment,
    int seed,
    List<TelemetryPart> telemetry,
    Double hostCores,
    Long startedUnixMillis,
    long endedUnixMillis,
    FactsRequest wantedOrNull)
    implements Serializable {

  private static final long NANOS_PER_MILLI = 1_000_000;

  static RunOfStudy of(RunRecord record, int treatment, FactsRequest wantedOrNull) {
    boolean dated = record.endedUnixMillis() > record.startedUnixMillis();
    return new RunOfStudy(
        record.runId(),
        record.matchId(),
        record.experiment(),
        treatment,
        record.seed(),
        record.telemetry(),
        record.hostCores(),
        dated ? record.startedUnixMillis() : null,
        record.endedUnixMillis(),
        wantedOrNull);
  }

  RunContext context(AnalysisScope scope) {
    return new RunContext(
        scope,
        hostCores == null ? OptionalDouble.empty() : OptionalDouble.of(hostCores),
        startedUnixMillis == null
            ? OptionalLong.empty()
            : OptionalLong.of(startedUnixMillis * NANOS_PER_MILLI));
  }

  int rows() {
    return Math.toIntExact(telemetry.stream().mapToLong(TelemetryPart::rows).sum());
  }

  boolean wantsExposures() {
    return wantedOrNull != null && wantedOrNull.exposureBins() > 0;
  }

  /** Returns an upper bound of the number of bins of its series. */
  int bins() {
    return wantedOrNull == null ? 0 : wantedOrNull.mostBins(SeriesQueries.EXPOSURES.size());
  }

  /** Returns whether a run of another seed overlapped with this one in time. */
  boolean isBeside(RunOfStudy other) {
    return other.seed != seed
        && other.startedUnixMillis < endedUnixMillis
        && startedUnixMillis < other.endedUnixMillis;
  }
}
