package dev.runvar.store;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The telemetry of attempts that are committed together. Its files are closed one after the other,
 * so that a long run can be read while it goes on.
 */
public final class TelemetryParts implements AutoCloseable {

  /** Rows of a run, by the number of their file. */
  private record Rows(int file, long first, long count) {}

  /** The location of the telemetry of a run that has ended. */
  public static final class OfRun {

    private final List<Rows> rows;

    private OfRun(List<Rows> rows) {
      this.rows = List.copyOf(rows);
    }
  }

  private final StudyDirectory directory;
  private final Path partition;
  private final String name;
  private final long partNanos;
  private final List<TelemetryPart> closed = new ArrayList<>();
  private final List<Rows> rowsOfRun = new ArrayList<>();
  private String runId;
  private TelemetryFile open;
  private long openedNanoTime;
  private long firstRow;
  private long timedCycles;
  private boolean finished;

  /**
   * Opens the first file.
   *
   * @param name of the files, run and attempt of the first run that they hold
   * @param runId of the first run
   */
  TelemetryParts(
      StudyDirectory directory, String experiment, String name, String runId, Duration partLength)
      throws IOException {
    this.directory = directory;
    partition = directory.partition(StudyStore.TELEMETRY, experiment);
    this.name = name;
    this.runId = runId;
    partNanos = partLength.toNanos();
    open();
  }

  /** Begins another run, after {@link #endRun} of the one before. */
  void beginRun(String ofRun) {
    runId = ofRun;
    timedCycles = 0;
    rowsOfRun.clear();
    firstRow = open.rows();
    open.beginRun(ofRun);
  }

  /** Ends the run whose rows were written. */
  OfRun endRun() {
    if (open.rows() > firstRow || rowsOfRun.isEmpty()) {
      rowsOfRun.add(new Rows(closed.size(), firstRow, open.rows() - firstRow));
    }
    return new OfRun(rowsOfRun);
  }

  /** Returns the files and rows for the record of a run, once this is finished. */
  List<TelemetryPart> of(OfRun run) {
    return run.rows.stream()
        .filter(rows -> rows.file() < closed.size())
        .map(rows -> closed.get(rows.file()).of(rows.first(), rows.count()))
        .toList();
  }

  /** Returns the number of rows in the file that is being written. */
  long rows() {
    return open.rows();
  }

  /** Writes a row. A row with a wall time also gets its position among these rows. */
  public void write(CycleRow row) throws IOException {
    if (row.has(Column.WALL_NANOS)) {
      row.set(Column.POSITION, timedCycles);
      timedCycles++;
    }
    open.write(row);
  }

  /** Returns the rows of the run with a wall time so far. */
  public long timedCycles() {
    return timedCycles;
  }

  /** Closes the file that is being written, and opens the next, if it is old enough. */
  public void rollIfDue() throws IOException {
    if (open.rows() > 0 && System.nanoTime() - openedNanoTime >= partNanos) {
      rowsOfRun.add(new Rows(closed.size(), firstRow, open.rows() - firstRow));
      closed.add(open.complete());
      open.publish();
      open();
    }
  }

  /** Completes the last file and returns all files, for the run record. */
  public List<TelemetryPart> finish() throws IOException {
    if (completeLast()) {
      open.publish();
    }
    finished = true;
    return List.copyOf(closed);
  }

  /**
   * Completes the last file without giving it its name, and returns all files, for the run record.
   *
   * <p>From now on the caller must publish or drop the files: {@link RunFiles#publishTelemetry},
   * {@link RunFiles#dropTelemetry}.
   */
  public List<TelemetryPart> complete() throws IOException {
    completeLast();
    finished = true;
    return List.copyOf(closed);
  }

  /** Completes the last file and returns whether it stays: an empty one is dropped. */
  private boolean completeLast() throws IOException {
    if (open.rows() > 0 || closed.isEmpty()) {
      closed.add(open.complete());
      return true;
    }
    open.close();
    return false;
  }

  /** Drops all files unless they were finished: no record will name them. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      try {
        open.close();
      } finally {
        for (TelemetryPart part : closed) {
          directory.delete(new Path(partition, part.file()));
        }
      }
    }
  }

  private void open() throws IOException {
    String number = closed.isEmpty() ? "" : "-" + closed.size();
    open = new TelemetryFile(directory, new Path(partition, name + number + ".parquet"), runId);
    openedNanoTime = System.nanoTime();
    firstRow = 0;
  }
}
