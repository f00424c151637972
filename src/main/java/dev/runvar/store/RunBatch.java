package dev.runvar.store;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Runs of one experiment that are committed together. Their telemetry is in one file and their
 * records in another, which appears at once, so that many short runs need few files.
 *
 * <p>Not thread-safe. Without {@link #commit}, nothing of the runs is kept.
 */
public final class RunBatch implements AutoCloseable {

  private record Run(
      TelemetryParts.OfRun telemetry, Function<List<TelemetryPart>, RunRecord> record) {}

  private final StudyDirectory directory;
  private final TelemetryParts telemetry;
  private final List<Run> runs = new ArrayList<>();
  private final long openedNanoTime = System.nanoTime();

  /**
   * Opens a batch.
   *
   * @param attempt of the first run, as in {@code run-attempt}: it names the files
   * @param partLength after this time a telemetry file is closed and another begun
   */
  RunBatch(StudyDirectory directory, String experiment, String attempt, Duration partLength)
      throws IOException {
    this.directory = directory;
    telemetry =
        new TelemetryParts(directory, experiment, attempt, StudyStore.runId(attempt), partLength);
  }

  /** Begins a run and returns what takes its telemetry, which this batch closes. */
  public TelemetryParts begin(String runId) {
    telemetry.beginRun(runId);
    return telemetry;
  }

  /**
   * Ends the run that was begun.
   *
   * @param record makes the record of the run from its telemetry files
   */
  public void end(Function<List<TelemetryPart>, RunRecord> record) {
    runs.add(new Run(telemetry.endRun(), record));
  }

  /** Returns whether no run has ended yet. */
  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /** Returns the number of rows in the telemetry file that is being written. */
  public long rows() {
    return telemetry.rows();
  }

  /** Returns for how long this batch has been open. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - openedNanoTime);
  }

  /** Commits the runs that have ended, if any; nothing can be added from now on. */
  public void commit() throws IOException {
    if (isEmpty()) {
      return;
    }
    telemetry.finish();
    RecordFile.write(
        directory,
        runs.stream().map(run -> run.record().apply(telemetry.of(run.telemetry()))).toList());
  }

  @Override
  public void close() throws IOException {
    telemetry.close();
  }
}
