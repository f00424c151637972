package dev.runvar.execution;

import dev.runvar.probe.Probe;
import dev.runvar.store.TelemetryFile;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;

/** Completes each row with the instrument's readings and writes it to the run's telemetry. */
public final class RunRecorder implements TelemetrySink {

  private final TelemetryFile file;
  private final Probe probe;
  private long cycles;
  private long elapsedNanos;
  private RunEnd end = RunEnd.SILENT;

  RunRecorder(TelemetryFile file, Probe probe) {
    this.file = file;
    this.probe = probe;
  }

  @Override
  public void cycle(CycleRow row) throws IOException {
    if (row.has(Column.WALL_NANOS)) {
      elapsedNanos += row.longValue(Column.WALL_NANOS);
      row.set(Column.ELAPSED_NANOS, elapsedNanos);
    }
    probe.join(row);
    file.write(row);
    cycles++;
  }

  @Override
  public void end(RunEnd runEnd) {
    end = runEnd;
  }

  long cycles() {
    return cycles;
  }

  RunEnd end() {
    return end;
  }
}
