package dev.runvar.instrument;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.util.Optional;

/**
 * What the instrument read at one moment; null is what could not be read.
 *
 * @param number counts the readings of a run, those that were not kept as well
 * @param processCpuPercent of one core, over a sliding window
 */
record ProbeReading(
    long number,
    long unixNanos,
    HostLoad load,
    ProcessorState processor,
    Optional<ProcessReading> process,
    Double processCpuPercent) {

  private static final String THROTTLED = "cgroup_throttled_nanos";

  /** Fills the row's columns that the workload did not fill itself. */
  void fill(CycleRow row) {
    set(row, Column.HOST_CPU_PERCENT, load.cpuPercent());
    set(row, Column.HOST_MEMORY_PERCENT, load.memoryPercent());
    if (load.throttledNanos() != null) {
      row.addGauge(THROTTLED, load.throttledNanos());
    }
    set(row, Column.CPU_FREQUENCY_HERTZ, processor.frequencyHertz());
    set(row, Column.CPU_TEMPERATURE_CELSIUS, processor.temperatureCelsius());
    set(row, Column.THROTTLE_COUNT, processor.throttleCount());
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
    row.set(Column.PROBE_NUMBER, number);
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
