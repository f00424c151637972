package dev.runvar.nrm;

import dev.runvar.nrm.model.PatternKind;
import dev.runvar.nrm.model.Swarm;
import dev.runvar.nrm.model.Trajectory;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs the built-in workload and reports each cycle with the wall time of its phases. */
public final class NrmWorkload {

  /** The name under which the workload reports itself. */
  public static final String NAME = "nrm";

  private static final PatternKind[] KINDS = PatternKind.values();
  private static final String[] PATTERN_GAUGES =
      Arrays.stream(KINDS)
          .map(kind -> "patterns_" + kind.name().toLowerCase(Locale.ROOT))
          .toArray(String[]::new);

  private static final String[] PHASES = {
    "sense", "evolve", "compose", "recall", "pool", "decompose", "spawn", "die", "persist"
  };

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final NrmSettings settings;
  private final long seed;
  private final Path scratch;
  private final UnixClock clock = new UnixClock();
  private final CycleRow row = new CycleRow();
  private final long[] boundary = new long[PHASES.length + 1];

  /**
   * A run that is not yet started.
   *
   * @param scratch a directory for the audit stores; the run leaves nothing in it
   */
  public NrmWorkload(NrmSettings settings, long seed, Path scratch) {
    this.settings = settings;
    this.seed = seed;
    this.scratch = scratch;
  }

  /**
   * Warms up, then runs the cycles on the calling thread; on interruption stops after a cycle, and
   * says nothing of an end.
   */
  public void run(int cycles, TelemetrySink sink) throws IOException {
    warmUp();
    Path auditFile = scratch.resolve("audit.db");
    Trajectory trajectory = new Trajectory(settings.swarm().maxAgents());
    double populationSum = 0;
    int cycle = 0;
    try (SensedSwarm sensed = new SensedSwarm(settings, seed, auditFile)) {
      while (cycle < cycles && !Thread.currentThread().isInterrupted()) {
        measure(sensed, cycle);
        trajectory.observe(sensed.swarm());
        populationSum += sensed.swarm().population();
        cycle++;
        sink.cycle(row);
      }
    } finally {
      Files.deleteIfExists(auditFile);
    }
    if (cycle < cycles) {
      return;
    }
    sink.end(
        new RunEnd(
            Optional.of(trajectory.hash()),
            Map.of("mean_population", populationSum / cycle),
            OptionalLong.empty()));
  }

  /**
   * Runs cycles of a swarm that is thrown away, so that the start of the just-in-time compiler is
   * not taken for drift of the run.
   */
  private void warmUp() throws IOException {
    Path auditFile = scratch.resolve("warmup.db");
    long end = System.nanoTime() + settings.warmup().toNanos();
    if (settings.warmup().isZero()) {
      return;
    }
    Trajectory trajectory = new Trajectory(settings.swarm().maxAgents());
    try (SensedSwarm sensed = new SensedSwarm(settings, ~seed, auditFile)) {
      for (int cycle = 0; !isOver(end); cycle++) {
        measure(sensed, cycle);
        trajectory.observe(sensed.swarm());
      }
    } finally {
      Files.deleteIfExists(auditFile);
    }
  }

  private static boolean isOver(long endNanoTime) {
    return System.nanoTime() - endNanoTime >= 0 || Thread.currentThread().isInterrupted();
  }

  private void measure(SensedSwarm sensed, int cycle) {
    Swarm swarm = sensed.swarm();
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    boundary[0] = System.nanoTime();
    sensed.sense();
    boundary[1] = System.nanoTime();
    sensed.evolve();
    boundary[2] = System.nanoTime();
    swarm.compose();
    boundary[3] = System.nanoTime();
    swarm.recall();
    boundary[4] = System.nanoTime();
    swarm.pool();
    boundary[5] = System.nanoTime();
    swarm.decompose();
    boundary[6] = System.nanoTime();
    sensed.spawn();
    boundary[7] = System.nanoTime();
    swarm.die();
    boundary[8] = System.nanoTime();
    sensed.persist();
    boundary[9] = System.nanoTime();
    fill(sensed, cycle, THREADS.getCurrentThreadCpuTime() - cpuBefore);
  }

  private void fill(SensedSwarm sensed, int cycle, long cpuNanos) {
    Swarm swarm = sensed.swarm();
    row.clear();
    row.set(Column.CYCLE, cycle);
    row.set(Column.WALL_NANOS, boundary[PHASES.length] - boundary[0]);
    row.set(Column.CPU_NANOS, cpuNanos);
    row.setEndUnixNanos(clock.unixNanos(boundary[PHASES.length]));
    for (int phase = 0; phase < PHASES.length; phase++) {
      row.phases().add(PHASES[phase], boundary[phase + 1] - boundary[phase]);
    }
    row.set(Column.HOST_READINGS, sensed.hostReadings());
    row.set(Column.POPULATION, swarm.population());
    row.set(Column.CLUSTERS, swarm.clusters());
    row.set(Column.BURSTS, swarm.bursts());
    row.set(Column.PATTERNS, swarm.patterns());
    row.set(Column.DATABASE_BYTES, sensed.auditBytes());
    for (int kind = 0; kind < KINDS.length; kind++) {
      row.addGauge(PATTERN_GAUGES[kind], swarm.patterns(KINDS[kind]));
    }
  }
}
