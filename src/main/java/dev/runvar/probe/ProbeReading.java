package dev.runvar.probe;

import dev.runvar.host.ProcessReading;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.util.Optional;

/**
 * What the instrument read at one moment; null is what could not be read.
 *
 * @param processCpuPercent of one core, since the reading before
 */
record ProbeReading(
    long unixNanos,
    Double hostCpuPercent,
    Double hostMemoryPercent,
    Optional<ProcessReading> process,
    Double processCpuPercent) {

  /** Fills the row's columns that the workload did not fill itself. */
  void fill(CycleRow row) {
    set(row, Column.HOST_CPU_PERCENT, hostCpuPercent);
    set(row, Column.HOST_MEMORY_PERCENT, hostMemoryPercent);
    set(row, Column.PROCESS_CPU_PERCENT, processCpuPercent);
    process.ifPresent(
        reading -> {
          set(row, Column.RSS_BYTES, reading.rssBytes());
          set(row, Column.MINOR_FAULTS, reading.minorFaults());
          set(row, Column.MAJOR_FAULTS, reading.majorFaults());
          set(row, Column.VOLUNTARY_SWITCHES, reading.voluntarySwitches());
          set(row, Column.INVOLUNTARY_SWITCHES, reading.involuntarySwitches());
          set(row, Column.READ_BYTES, reading.readBytes());
          set(row, Column.WRITE_BYTES, reading.writeBytes());
        });
    row.set(Column.PROBE_AGE_NANOS, row.endUnixNanos() - unixNanos);
  }

  private static void set(CycleRow row, Column column, Number value) {
    if (value != null && !row.has(column)) {
      if (column.type() == Column.Type.LONG) {
        row.set(column, value.longValue());
      } else {
        row.set(column, value.doubleValue());
      }
    }
  }
}
