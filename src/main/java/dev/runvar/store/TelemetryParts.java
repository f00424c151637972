package dev.runvar.store;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The telemetry of one attempt, being written, in files that are closed one after the other: so
 * that a long run can be looked at while it goes on.
 */
public final class TelemetryParts implements AutoCloseable {

  private final StudyDirectory directory;
  private final Path partition;
  private final String name;
  private final String runId;
  private final long partNanos;
  private final List<TelemetryPart> closed = new ArrayList<>();
  private TelemetryFile open;
  private long openedNanoTime;
  private long timedCycles;
  private boolean finished;

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

  /** Writes a row; one with a wall time gets its place among these. */
  public void write(CycleRow row) throws IOException {
    if (row.has(Column.WALL_NANOS)) {
      row.set(Column.POSITION, timedCycles);
      timedCycles++;
    }
    open.write(row);
  }

  /** Returns the rows with a wall time so far. */
  public long timedCycles() {
    return timedCycles;
  }

  /** Closes the file that is being written, and opens the next, if it is old enough. */
  public void rollIfDue() throws IOException {
    if (open.rows() > 0 && System.nanoTime() - openedNanoTime >= partNanos) {
      closed.add(open.complete());
      open.publish();
      open();
    }
  }

  /** Completes the last file and returns what a run record says of all. */
  public List<TelemetryPart> finish() throws IOException {
    if (completeLast()) {
      open.publish();
    }
    finished = true;
    return List.copyOf(closed);
  }

  /**
   * Completes the last file without giving it its name, and returns what a run record says of all.
   *
   * <p>The files are the caller's from now on, to be published or dropped: {@link
   * StudyStore#publishTelemetry}, {@link StudyStore#dropTelemetry}.
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
  }
}
