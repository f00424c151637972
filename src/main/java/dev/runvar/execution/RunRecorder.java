package dev.runvar.execution;

import dev.runvar.probe.Probe;
import dev.runvar.store.RunMarker;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryParts;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes each row with the instrument's readings, writes it to the run's telemetry, and leaves a
 * sign of life now and then.
 */
public final class RunRecorder implements TelemetrySink {

  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);
  private static final long MARK_INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

  private final StudyStore store;
  private final TelemetryParts telemetry;
  private final Probe probe;
  private final RunMarker begin;
  private long lastMark = System.nanoTime();
  private long cycles;
  private long wallNanos;
  private RunEnd end = RunEnd.SILENT;

  /**
   * A recorder of an attempt that begins now.
   *
   * @param begin the attempt's marker before its first cycle
   */
  RunRecorder(StudyStore store, TelemetryParts telemetry, Probe probe, RunMarker begin)
      throws IOException {
    this.store = store;
    this.telemetry = telemetry;
    this.probe = probe;
    this.begin = begin;
    store.mark(begin);
  }

  @Override
  public void cycle(CycleRow row) throws IOException {
    if (row.has(Column.WALL_NANOS)) {
      wallNanos += row.longValue(Column.WALL_NANOS);
      row.set(Column.ELAPSED_NANOS, wallNanos);
    }
    probe.join(row);
    telemetry.write(row);
    cycles++;
  }

  @Override
  public void end(RunEnd runEnd) {
    end = runEnd;
  }

  /** To be called every now and then while the run goes on. */
  void tick() throws IOException {
    telemetry.rollIfDue();
    long now = System.nanoTime();
    if (now - lastMark < MARK_INTERVAL_NANOS) {
      return;
    }
    lastMark = now;
    try {
      store.mark(begin.at(cycles, System.currentTimeMillis()));
    } catch (IOException e) {
      // Only the progress that others see depends on it.
      LOG.warn("Cannot mark a run as alive: {}", e.toString());
    }
  }

  /** Writes what the instrument saw of a workload that reported no cycle, a row a reading. */
  void recordReadings() throws IOException {
    CycleRow row = new CycleRow();
    while (probe.takeReading(row)) {
      row.set(Column.CYCLE, cycles);
      telemetry.write(row);
      cycles++;
    }
  }

  /** Returns the rows so far: cycles, or readings of a workload that reports none. */
  long cycles() {
    return cycles;
  }

  /** Returns the time that was spent inside cycles. */
  long wallNanos() {
    return wallNanos;
  }

  RunEnd end() {
    return end;
  }
}
