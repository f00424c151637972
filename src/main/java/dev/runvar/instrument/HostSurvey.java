package dev.runvar.instrument;

import dev.runvar.telemetry.Column;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Finds out what this host can measure, by measuring it. */
public final class HostSurvey {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int READINGS = 200;
  private static final double TICK_SECONDS = 0.01;
  private static final String TICK = "10 ms";
  private static final String ONE = "1";
  private static final String PAGE = "a page";

  private final List<Finding> findings = new ArrayList<>();

  private HostSurvey() {}

  /** Returns a finding for each column that the instrument fills, and for the clocks of a run. */
  public static List<Finding> take() throws InterruptedException {
    HostSurvey survey = new HostSurvey();
    survey.clocks();
    survey.collections();
    survey.allocator();
    survey.load();
    survey.process();
    survey.processor();
    return List.copyOf(survey.findings);
  }

  private void clocks() {
    found(
        Column.WALL_NANOS,
        "monotonic clock of the JVM",
        step(System::nanoTime),
        cost(System::nanoTime));
    LongSupplier cpuTime = THREADS::getCurrentThreadCpuTime;
    found(
        Column.CPU_NANOS,
        "processor time of the thread, by the JVM",
        step(cpuTime),
        cost(cpuTime::getAsLong));
  }

  private void collections() {
    String source = "log of the run's JVM: built-in workload, process isolation";
    found(Column.GC_NANOS, source, "1 µs", null);
    found(Column.GC_COUNT, source, ONE, null);
    found(Column.HEAP_USED_BYTES, source, "1 KiB", null);
    found(Column.HEAP_COMMITTED_BYTES, source, "1 KiB", null);
  }

  private void allocator() {
    String source = "gauges of the workload, as runvar_telemetry.py gives them for CPython";
    found(Column.ALLOCATOR_ALLOCATED_BYTES, source, "1 B", null);
    found(Column.ALLOCATOR_RESERVED_BYTES, source, "an arena", null);
    found(Column.ALLOCATOR_PINNED_BYTES, source, "1 B", null);
  }

  private void load() throws InterruptedException {
    LoadSensor sensor = new LoadSensor();
    sensor.read();
    Thread.sleep(SlidingShare.WINDOW.toMillis());
    HostLoad load = sensor.read();
    double cost = cost(sensor::read);
    double windowTicks =
        SlidingShare.WINDOW.toNanos()
            / 1e9
            / TICK_SECONDS
            * Runtime.getRuntime().availableProcessors();
    decide(
        load.cpuPercent(),
        Column.HOST_CPU_PERCENT,
        sensor.cpuSource(),
        "%.1f %% over %d ms".formatted(100 / windowTicks, SlidingShare.WINDOW.toMillis()),
        cost,
        "the kernel's counters did not move for half a second");
    decide(
        load.memoryPercent(),
        Column.HOST_MEMORY_PERCENT,
        sensor.memorySource(),
        PAGE,
        cost,
        "the group does not tell what it uses");
  }

  private void process() {
    ProcessSensor sensor = ProcessSensor.of(ProcessHandle.current().pid());
    Optional<ProcessReading> reading = sensor.read();
    double cost = cost(sensor::read);
    double windowTicks = SlidingShare.WINDOW.toNanos() / 1e9 / TICK_SECONDS;
    String share =
        "%.0f %% over %d ms, in ticks of %s"
            .formatted(100 / windowTicks, SlidingShare.WINDOW.toMillis(), TICK);
    String gone = "this system does not let a process be read";
    String switches = "this system does not tell the switches of all threads";
    String storage = "this system does not tell the storage traffic of a process";
    for (OfProcess each :
        List.of(
            new OfProcess(Column.PROCESS_CPU_PERCENT, ProcessReading::cpuNanos, share, gone),
            new OfProcess(Column.RSS_BYTES, ProcessReading::rssBytes, PAGE, gone),
            new OfProcess(Column.MINOR_FAULTS, ProcessReading::minorFaults, ONE, gone),
            new OfProcess(Column.MAJOR_FAULTS, ProcessReading::majorFaults, ONE, gone),
            new OfProcess(
                Column.VOLUNTARY_SWITCHES, ProcessReading::voluntarySwitches, ONE, switches),
            new OfProcess(
                Column.INVOLUNTARY_SWITCHES, ProcessReading::involuntarySwitches, ONE, switches),
            new OfProcess(Column.READ_BYTES, ProcessReading::readBytes, PAGE, storage),
            new OfProcess(Column.WRITE_BYTES, ProcessReading::writeBytes, PAGE, storage))) {
      Number value = reading.map(each.value).orElse(null);
      decide(value, each.column, sensor.source(), each.resolution, cost, each.because);
    }
  }

  /** A column that a reading of a process gives, or why it does not. */
  private record OfProcess(
      Column column, Function<ProcessReading, Number> value, String resolution, String because) {}

  private void processor() {
    ProcessorSensor sensor = new ProcessorSensor();
    ProcessorState state = sensor.read();
    double cost = cost(sensor::read);
    decide(
        state.frequencyHertz(),
        Column.CPU_FREQUENCY_HERTZ,
        ProcessorSensor.FREQUENCY_SOURCE,
        "1 kHz",
        cost,
        "there is no such file here, as on most virtual machines");
    decide(
        state.temperatureCelsius(),
        Column.CPU_TEMPERATURE_CELSIUS,
        "sensors of the host (OSHI)",
        "the sensor's",
        cost,
        "there is no sensor here, as on most virtual machines");
    decide(
        state.throttleCount(),
        Column.THROTTLE_COUNT,
        ProcessorSensor.THROTTLE_SOURCE,
        ONE,
        cost,
        "there is no such file here, as on most virtual machines");
  }

  private void decide(
      Number value, Column column, String source, String resolution, double cost, String because) {
    if (value == null) {
      findings.add(new Finding(column.columnName(), source, null, null, because));
    } else {
      found(column, source, resolution, cost);
    }
  }

  private void found(Column column, String source, String resolution, Double costNanos) {
    findings.add(new Finding(column.columnName(), source, resolution, costNanos, null));
  }

  /** Returns the smallest step that a clock was seen to make. */
  private static String step(LongSupplier clock) {
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < READINGS; i++) {
      long first = clock.getAsLong();
      long second = clock.getAsLong();
      while (second == first) {
        second = clock.getAsLong();
      }
      smallest = Math.min(smallest, second - first);
    }
    return smallest + " ns or less";
  }

  /** Returns the median time of a reading. */
  private static double cost(Supplier<?> reading) {
    long[] nanos = new long[READINGS];
    for (int i = 0; i < READINGS; i++) {
      long begin = System.nanoTime();
      var unused = reading.get();
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[READINGS / 2];
  }
}
