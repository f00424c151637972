package dev.runvar.exchange;

import dev.runvar.exchange.StagedTelemetry.Staged;
import dev.runvar.store.Build;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.study.ImportedPlan;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.RunSpec;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.InstrumentCost;
import dev.runvar.telemetry.RunEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks runs while their telemetry is staged. The telemetry is dropped unless all runs are valid
 * and were added to the study.
 */
final class RunWriter implements RunSink, AutoCloseable {

  private final ImportedPlan plan;
  private final RunSurvey survey;
  private final StagedTelemetry telemetry;
  private final List<WrittenRun> runs = new ArrayList<>();
  private final long importedUnixMillis = System.currentTimeMillis();
  private List<Staged> staged = List.of();
  private ImportedRun run;
  private String attempt;
  private int cycles;
  private long wallNanos;
  private Long peakRssBytes;

  /** The data of a run's record, except its place in the plan. */
  private record WrittenRun(
      ImportedRun run, String attempt, RunEnd end, int cycles, long wallNanos, Long peakRssBytes) {}

  /**
   * A writer of runs that are appended to a study.
   *
   * @param plan the existing runs; new runs are added to it, and it refuses a run that exists
   *     already
   */
  RunWriter(StudyStore store, ImportedPlan plan) {
    this.plan = plan;
    survey = new RunSurvey(plan);
    telemetry = new StagedTelemetry(store);
  }

  @Override
  public void begin(ImportedRun begun) {
    run = begun;
    attempt = StudyStore.newAttemptId();
    cycles = 0;
    wallNanos = 0;
    peakRssBytes = null;
    survey.begin(run);
    telemetry.begin(run.experiment(), plan.nextId(run), attempt);
  }

  @Override
  public void cycle(CycleRow row) throws IOException {
    survey.cycle(row);
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
  public void end(RunEnd end) {
    survey.end(end);
    telemetry.end();
    runs.add(new WrittenRun(run, attempt, end, cycles, wallNanos, peakRssBytes));
  }

  /** Waits until the telemetry of all runs is written, and throws the error if writing failed. */
  void complete() throws IOException {
    staged = telemetry.complete();
  }

  /** Adds the runs to a plan, in the order in which their files have them. */
  List<RunSpec> addTo(ImportedPlan other) {
    return runs.stream().map(each -> other.add(each.run(), each.cycles())).toList();
  }

  /** Gives the telemetry its names. */
  void publish() throws IOException {
    telemetry.publish();
  }

  /**
   * Returns the records of all runs, whose telemetry stays from now on.
   *
   * @param specs what {@link #addTo} returned
   */
  List<RunRecord> keep(List<RunSpec> specs, Build build) {
    telemetry.keep();
    List<RunRecord> records = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      records.add(record(specs.get(i), runs.get(i), staged.get(i), build));
    }
    return records;
  }

  @Override
  public void close() throws IOException {
    telemetry.close();
  }

  private RunRecord record(RunSpec spec, WrittenRun written, Staged files, Build build) {
    RunEnd end = written.end();
    return new RunRecord(
        RunRecord.SCHEMA,
        spec.runId(),
        written.attempt(),
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
        written.cycles(),
        written.wallNanos(),
        written.peakRssBytes(),
        costs(written),
        Map.of(),
        end.trajectory().orElse(null),
        end.outputs(),
        files.parts(),
        files.timedCycles(),
        null);
  }

  /** For an imported run, only the cost of the workload's own reporting is known. */
  private static List<InstrumentCost> costs(WrittenRun written) {
    return written.end().reportingNanos().isPresent()
        ? List.of(
            new InstrumentCost(
                "reporting", written.cycles(), written.end().reportingNanos().getAsLong()))
        : List.of();
  }
}
