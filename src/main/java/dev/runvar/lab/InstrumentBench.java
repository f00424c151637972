package dev.runvar.lab;

import dev.runvar.instrument.Probe;
import dev.runvar.report.text.TextTable;
import dev.runvar.statistics.MeanInterval;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryParts;
import dev.runvar.store.TemporaryDirectory;
import dev.runvar.store.Workspace;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.InstrumentCost;
import dev.runvar.telemetry.JsonLinesWriter;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * How much more of a core cycles take that the instrument looks at, itself included, while every
 * core is at work.
 */
public final class InstrumentBench {

  /** What is on while cycles are timed. */
  private enum Arm {
    /** Nothing. */
    OFF("nothing"),
    /** The readings of host and process. */
    PROBES("probes"),
    /** And the clocks of a cycle, and its line: what a run's process bears. */
    PROCESS("probes, clocks, one line per cycle"),
    /** And the clocks of a cycle, and its row in Parquet: what a run in a thread bears. */
    THREAD("probes, clocks, one row per cycle");

    private final String label;

    Arm(String label) {
      this.label = label;
    }
  }

  private static final List<Duration> LENGTHS =
      List.of(Duration.ofNanos(50_000), Duration.ofMillis(1), Duration.ofMillis(100));

  private static final int ROUNDS = 15;
  private static final Duration BLOCK = Duration.ofMillis(600);
  private static final int LEAST_CYCLES = 6;
  private static final int WARM_UP_ROUNDS = 4;
  private static final long CALIBRATION_STEPS = 20_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final PrintWriter err;
  private final TemporaryDirectory directory;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService executor = Executors.newFixedThreadPool(cores);
  private int files;

  public InstrumentBench(PrintWriter err) throws IOException {
    this.err = err;
    directory = new TemporaryDirectory("runvar-instrument-", executor::shutdownNow);
  }

  public TextTable run() throws IOException, InterruptedException {
    TextTable table = new TextTable(1, "on", "cycle", "ratio", "95 % interval");
    try {
      double stepNanos = stepNanos();
      for (Duration length : LENGTHS) {
        err.println("bench instrument: cycles of " + length.toNanos() / 1_000 + " µs");
        int steps = (int) (length.toNanos() / stepNanos);
        int cycles = Math.max(LEAST_CYCLES, (int) (BLOCK.toNanos() / length.toNanos()));
        rows(table, compare(steps, cycles), length);
      }
    } finally {
      directory.close();
    }
    return table;
  }

  private static void rows(
      TextTable table, Map<Arm, SummaryStatistics> logRatios, Duration length) {
    logRatios.forEach(
        (arm, logs) -> {
          MeanInterval log =
              MeanInterval.of(logs.getMean(), logs.getStandardDeviation(), logs.getN());
          table.row(
              arm.label,
              String.format(Locale.ROOT, "%,d µs", length.toNanos() / 1_000),
              ratio(log.mean()),
              ratio(log.low()) + "–" + ratio(log.high()));
        });
  }

  private static String ratio(double log) {
    return String.format(Locale.ROOT, "%.4f", Math.exp(log));
  }

  /** Each round has every arm once, in an order of its own. */
  private Map<Arm, SummaryStatistics> compare(int steps, int cycles)
      throws IOException, InterruptedException {
    Map<Arm, SummaryStatistics> logRatios = new EnumMap<>(Arm.class);
    List<Arm> order = new ArrayList<>(List.of(Arm.values()));
    Random random = new Random(1);
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      Collections.shuffle(order, random);
      Map<Arm, Double> nanos = new EnumMap<>(Arm.class);
      for (Arm arm : order) {
        nanos.put(arm, block(arm, steps, cycles));
      }
      // The first rounds are for the just-in-time compiler.
      for (Arm arm : List.of(Arm.PROBES, Arm.PROCESS, Arm.THREAD)) {
        if (round >= 0) {
          logRatios
              .computeIfAbsent(arm, a -> new SummaryStatistics())
              .addValue(Math.log(nanos.get(arm) / nanos.get(Arm.OFF)));
        }
      }
    }
    return logRatios;
  }

  /** Returns the core time of a cycle with all cores at work, its mean over them. */
  private double block(Arm arm, int steps, int cycles) throws IOException, InterruptedException {
    List<Callable<Double>> work = new ArrayList<>();
    for (int core = 0; core < cores; core++) {
      String name = "r" + files++;
      work.add(() -> timed(arm, name, steps, cycles));
    }
    double sum = 0;
    for (Future<Double> each : executor.invokeAll(work)) {
      try {
        sum += each.get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }
    return sum / cores;
  }

  private double timed(Arm arm, String name, int steps, int cycles) throws IOException {
    if (arm == Arm.OFF) {
      return cycleNanos(steps, cycles);
    }
    try (Probe probe = new Probe(Probe.DEFAULT_INTERVAL)) {
      probe.watch(ProcessHandle.current().pid());
      double nanos =
          switch (arm) {
            case PROCESS -> inProcess(name, steps, cycles);
            case THREAD -> inThread(probe, name, steps, cycles);
            default -> cycleNanos(steps, cycles);
          };
      long readings = probe.costs().stream().mapToLong(InstrumentCost::nanos).sum();
      return nanos + readings / (double) cycles;
    }
  }

  private double inProcess(String name, int steps, int cycles) throws IOException {
    Path file = directory.path().resolve(name + ".jsonl");
    try (JsonLinesWriter writer = new JsonLinesWriter(Files.newOutputStream(file), "bench")) {
      return cycleNanos(steps, cycles, writer);
    }
  }

  private double inThread(Probe probe, String name, int steps, int cycles) throws IOException {
    StudyStore store = Workspace.open(directory.path().toString()).study("bench");
    try (TelemetryParts parts = store.files().openTelemetry("e", name, "a", Duration.ofHours(1))) {
      return cycleNanos(
          steps,
          cycles,
          new TelemetrySink() {
            @Override
            public void cycle(CycleRow row) throws IOException {
              probe.join(row);
              parts.write(row);
            }

            @Override
            public void end(RunEnd end) {
              throw new UnsupportedOperationException("a bench has no end");
            }
          });
    }
  }

  private static double cycleNanos(int steps, int cycles) {
    long begin = THREADS.getCurrentThreadCpuTime();
    long state = 1;
    for (int cycle = 0; cycle < cycles; cycle++) {
      state = work(state, steps);
    }
    return elapsed(begin, state) / (double) cycles;
  }

  private static double cycleNanos(int steps, int cycles, TelemetrySink sink) throws IOException {
    CycleRow row = new CycleRow();
    UnixClock clock = new UnixClock();
    long begin = THREADS.getCurrentThreadCpuTime();
    long state = 1;
    for (int cycle = 0; cycle < cycles; cycle++) {
      long cpuBefore = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      state = work(state, steps);
      long end = System.nanoTime();
      long cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuBefore;
      row.clear();
      row.set(Column.CYCLE, cycle);
      row.set(Column.WALL_NANOS, end - start);
      row.set(Column.CPU_NANOS, cpuNanos);
      row.setEndUnixNanos(clock.unixNanos(end));
      row.phases().add("work", end - start);
      row.set(Column.POPULATION, cycle);
      sink.cycle(row);
    }
    return elapsed(begin, state) / (double) cycles;
  }

  /** The result of the work is looked at, so that it is not optimised away. */
  private static long elapsed(long begin, long state) {
    return THREADS.getCurrentThreadCpuTime() - begin + (state == 0 ? 1 : 0);
  }

  /** Marsaglia's xorshift, which no compiler shortens. */
  private static long work(long seed, int steps) {
    long state = seed;
    for (int step = 0; step < steps; step++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
    }
    return state;
  }

  private static double stepNanos() {
    cycleNanos((int) CALIBRATION_STEPS, 5);
    return cycleNanos((int) CALIBRATION_STEPS, 5) / CALIBRATION_STEPS;
  }
}
