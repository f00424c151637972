package dev.runvar.execution;

import dev.runvar.instrument.Probe;
import dev.runvar.store.TelemetryParts;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Completes each row with the instrument's readings and writes it to the run's telemetry. */
public final class RunRecorder implements TelemetrySink {

  private final TelemetryParts telemetry;
  private final Probe probe;

  private final AtomicLong cycles;
  private long wallNanos;
  private long recordingNanos;
  private RunEnd end = RunEnd.SILENT;

  /**
   * A recorder of an attempt that begins now.
   *
   * @param cycles counts the rows for who reads it on another thread; nothing else writes it
   */
  RunRecorder(TelemetryParts telemetry, Probe probe, AtomicLong cycles) {
    this.cycles = cycles;
    this.telemetry = telemetry;
    this.probe = probe;
  }

  @Override
  public void cycle(CycleRow row) throws IOException {
    if (row.has(Column.WALL_NANOS)) {
      wallNanos += row.longValue(Column.WALL_NANOS);
      row.set(Column.ELAPSED_NANOS, wallNanos);
    }
    probe.join(row);
    telemetry.write(row);
    cycles.setRelease(cycles.getPlain() + 1);
  }

  @Override
  public void end(RunEnd runEnd) {
    end = runEnd;
  }

  /** Closes what others may read already; to be called now and then while the run goes on. */
  void rollIfDue() throws IOException {
    telemetry.rollIfDue();
  }

  /** Writes what the instrument saw of a workload that reported no cycle, one row per reading. */
  void recordReadings() throws IOException {
    CycleRow row = new CycleRow();
    while (probe.takeReading(row)) {
      row.set(Column.CYCLE, cycles.getPlain());
      telemetry.write(row);
      cycles.setRelease(cycles.getPlain() + 1);
    }
  }

  /** Returns the rows so far: cycles, or readings of a workload that reports none. */
  long cycles() {
    return cycles.getAcquire();
  }

  /** Returns the time that was spent inside cycles. */
  long wallNanos() {
    return wallNanos;
  }

  /** Adds what it took to take telemetry over. */
  void tookNanos(long nanos) {
    recordingNanos += nanos;
  }

  long recordingNanos() {
    return recordingNanos;
  }

  RunEnd end() {
    return end;
  }
}
