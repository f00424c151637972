package dev.runvar.execution;

import dev.runvar.instrument.Probe;
import dev.runvar.profile.CycleSpans;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.TelemetryParts;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongBinaryOperator;

/** Completes each row with the instrument's readings and writes it to the run's telemetry. */
public final class RunRecorder implements TelemetrySink {

  private static final int FEW_SPANS = 1_000;

  /** How much of a cycle's time may be a profiler's: that is only known within a third or so. */
  private static final double MOST_STOOD_STILL = 0.1;

  private final TelemetryParts telemetry;
  private final Probe probe;

  private final AtomicLong cycles;
  private long wallNanos;
  private long recordingNanos;
  private RunEnd end = RunEnd.SILENT;
  private Instrumentation instrumentation = Instrumentation.CONTRACT;
  private Optional<String> foundLine = Optional.empty();

  /** Ends and wall times of the timed cycles, for the join with a profile; empty without one. */
  private final boolean keepsSpans;

  /** For how long the run stood still for a profiler, between two moments in Unix nanoseconds. */
  private final LongBinaryOperator stoodStill;

  private long[] endUnixNanos = new long[0];
  private long[] spanNanos = new long[0];
  private int spans;

  /**
   * A recorder of an attempt that begins now.
   *
   * @param cycles counts the rows for who reads it on another thread; nothing else writes it
   * @param profiler whether {@link #spans} will be asked for, and when the run stood still
   */
  RunRecorder(TelemetryParts telemetry, Probe probe, AtomicLong cycles, RunProfiler profiler) {
    keepsSpans = profiler.isWanted();
    stoodStill = profiler::stoodStillNanos;
    this.cycles = cycles;
    this.telemetry = telemetry;
    this.probe = probe;
  }

  @Override
  public void cycle(CycleRow row) throws IOException {
    cutOut(row);
    if (row.has(Column.WALL_NANOS)) {
      wallNanos += row.longValue(Column.WALL_NANOS);
      row.set(Column.ELAPSED_NANOS, wallNanos);
      if (keepsSpans && row.endUnixNanos() != 0) {
        addSpan(row.endUnixNanos(), row.longValue(Column.WALL_NANOS));
      }
    }
    probe.join(row);
    telemetry.write(row);
    cycles.setRelease(cycles.getPlain() + 1);
  }

  private void cutOut(CycleRow row) {
    if (keepsSpans && row.has(Column.WALL_NANOS) && row.endUnixNanos() != 0) {
      long nanos = row.longValue(Column.WALL_NANOS);
      long still = stoodStill.applyAsLong(row.endUnixNanos() - nanos, row.endUnixNanos());
      if (still > MOST_STOOD_STILL * nanos) {
        row.untime();
      } else {
        row.set(Column.WALL_NANOS, nanos - still);
      }
    }
  }

  private void addSpan(long end, long nanos) {
    if (spans == spanNanos.length) {
      int more = Math.max(FEW_SPANS, 2 * spans);
      endUnixNanos = Arrays.copyOf(endUnixNanos, more);
      spanNanos = Arrays.copyOf(spanNanos, more);
    }
    endUnixNanos[spans] = end;
    spanNanos[spans] = nanos;
    spans++;
  }

  /** Returns when the timed cycles were; nothing if none of them says so. */
  Optional<CycleSpans> spans() {
    return spans == 0
        ? Optional.empty()
        : Optional.of(
            new CycleSpans(Arrays.copyOf(endUnixNanos, spans), Arrays.copyOf(spanNanos, spans)));
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

  /** Takes note of how the cycles were marked. */
  void markedBy(CycleSource source) {
    instrumentation = source.instrumentation();
    foundLine = source.foundLine();
  }

  /** Returns how the cycles were marked. */
  Instrumentation instrumentation() {
    return instrumentation;
  }

  /** Returns an example of the lines that end a cycle where nobody said which they are. */
  Optional<String> foundLine() {
    return foundLine;
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
