package dev.runvar.exchange;

import dev.runvar.store.Build;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.store.TelemetryParts;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import dev.runvar.study.RunSpec;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.InstrumentCost;
import dev.runvar.telemetry.RunEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes the telemetry of runs that were surveyed before, and drops it unless it is kept. */
final class RunWriter implements RunSink, AutoCloseable {

  /** An import is not looked at while it goes on. */
  private static final Duration PART_LENGTH = Duration.ofDays(365);

  private final StudyStore store;
  private final Iterator<RunSpec> specs;
  private final Build build;
  private final List<RunRecord> records = new ArrayList<>();
  private final long importedUnixMillis = System.currentTimeMillis();
  private Place place;
  private RunSpec spec;
  private String attempt;
  private TelemetryParts telemetry;
  private long cycles;
  private long wallNanos;
  private Long peakRssBytes;
  private boolean kept;

  RunWriter(StudyStore store, List<RunSpec> specs, Build build) {
    this.store = store;
    this.build = build;
    this.specs = specs.iterator();
  }

  @Override
  public void begin(ImportedRun run) throws IOException {
    place = run.place();
    requireUnchanged(specs.hasNext());
    spec = specs.next();
    attempt = StudyStore.newAttemptId();
    cycles = 0;
    wallNanos = 0;
    peakRssBytes = null;
    telemetry = store.openTelemetry(spec.experiment(), spec.runId(), attempt, PART_LENGTH);
  }

  @Override
  public void cycle(CycleRow row) throws IOException {
    if (row.has(Column.WALL_NANOS)) {
      wallNanos += row.longValue(Column.WALL_NANOS);
      row.set(Column.ELAPSED_NANOS, wallNanos);
    }
    if (row.has(Column.RSS_BYTES)) {
      long rssBytes = row.longValue(Column.RSS_BYTES);
      peakRssBytes = peakRssBytes == null ? rssBytes : Math.max(peakRssBytes, rssBytes);
    }
    telemetry.write(row);
    cycles++;
  }

  @Override
  public void end(RunEnd end) throws IOException {
    requireUnchanged(cycles == spec.cycles());
    List<TelemetryPart> parts = telemetry.finish();
    long timedCycles = telemetry.timedCycles();
    telemetry = null;
    records.add(record(end, parts, timedCycles));
  }

  /** The plan is of what the files were when they were read first. */
  private void requireUnchanged(boolean same) {
    if (!same) {
      throw place.error("the file changed while it was read; allowed: a file that is complete");
    }
  }

  /** Returns the records of all runs, whose telemetry stays from now on. */
  List<RunRecord> keep() {
    kept = true;
    return List.copyOf(records);
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    if (telemetry != null) {
      telemetry.close();
    }
    for (RunRecord record : records) {
      store.dropTelemetry(record.experiment(), record.telemetry());
    }
  }

  private RunRecord record(RunEnd end, List<TelemetryPart> parts, long timedCycles) {
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
        build,
        null,
        null,
        null,
        null,
        0,
        null,
        importedUnixMillis,
        importedUnixMillis,
        Outcome.OK,
        null,
        Instrumentation.CONTRACT,
        cycles,
        wallNanos,
        peakRssBytes,
        costs(end),
        Map.of(),
        end.trajectory().orElse(null),
        end.outputs(),
        parts,
        timedCycles);
  }

  /** Of the instrument that measured the run only the workload's own reporting is known. */
  private List<InstrumentCost> costs(RunEnd end) {
    return end.reportingNanos().isPresent()
        ? List.of(new InstrumentCost("reporting", cycles, end.reportingNanos().getAsLong()))
        : List.of();
  }
}
