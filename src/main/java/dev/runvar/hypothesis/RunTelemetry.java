package dev.runvar.hypothesis;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The timed cycles of one run, by column; a value that is not there is NaN.
 *
 * <p>Cycles without a wall time, or with one that is negative or infinite, are left out. So are
 * values beyond ±1e60: their powers are beyond what a double holds.
 */
public final class RunTelemetry {

  static final String WALL = "wall_nanos";

  /** A regression multiplies up to five values. */
  private static final double LARGEST = 1e60;

  /** The columns that the hypotheses look at, beside the gauges that a study declares as work. */
  public static final Set<String> COLUMNS =
      Set.of(
          WALL,
          "cpu_nanos",
          "gc_nanos",
          "gc_count",
          "allocator_allocated_bytes",
          "allocator_reserved_bytes",
          "allocator_pinned_bytes",
          "host_cpu_percent",
          "host_memory_percent",
          "process_cpu_percent",
          "cpu_frequency_hertz",
          "cpu_temperature_celsius",
          "throttle_count",
          "probe_number",
          "population",
          "clusters",
          "patterns",
          "database_bytes");

  private final int cycles;
  private final EarlyAndLate span;
  private double tooLarge;
  private final Map<String, double[]> columns = new LinkedHashMap<>();
  private final Map<String, double[]> phases = new LinkedHashMap<>();

  /**
   * A run whose columns and gauges, by name, are of equal length; {@code wall_nanos} is among them.
   *
   * @param phases wall time of each timed phase
   */
  public RunTelemetry(Map<String, double[]> columns, Map<String, double[]> phases) {
    double[] wall = columns.getOrDefault(WALL, new double[0]);
    boolean[] timed = new boolean[wall.length];
    int count = 0;
    for (int i = 0; i < wall.length; i++) {
      timed[i] = isUsable(wall[i]) && wall[i] >= 0;
      count += timed[i] ? 1 : 0;
    }
    cycles = count;
    span = new EarlyAndLate(cycles);
    columns.forEach((name, values) -> keep(this.columns, name, values, timed));
    phases.forEach((name, values) -> keep(this.phases, name, values, timed));
    addZeros(this.phases.values());
  }

  private static boolean isUsable(double value) {
    return Math.abs(value) <= LARGEST;
  }

  /** A cycle that times a phase took no time in those that it does not name. */
  private void addZeros(Collection<double[]> ofPhases) {
    for (int cycle = 0; cycle < cycles; cycle++) {
      boolean any = false;
      for (double[] nanos : ofPhases) {
        any |= !Double.isNaN(nanos[cycle]);
      }
      if (any) {
        for (double[] nanos : ofPhases) {
          nanos[cycle] = Double.isNaN(nanos[cycle]) ? 0 : nanos[cycle];
        }
      }
    }
  }

  private void keep(Map<String, double[]> into, String name, double[] values, boolean[] timed) {
    double[] kept = new double[cycles];
    boolean any = false;
    for (int from = 0, to = 0; from < timed.length; from++) {
      if (timed[from]) {
        boolean usable = isUsable(values[from]);
        any |= usable;
        tooLarge += usable || Double.isNaN(values[from]) ? 0 : 1;
        kept[to++] = usable ? values[from] : Double.NaN;
      }
    }
    if (any) {
      into.put(name, kept);
    }
  }

  public int cycles() {
    return cycles;
  }

  /** Returns how many values were left out because they are too large. */
  double tooLarge() {
    return tooLarge;
  }

  /** Returns a column that has a value in at least one cycle. */
  Optional<double[]> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  Map<String, double[]> columns() {
    return columns;
  }

  /**
   * Returns the time of a phase: 0 in a cycle that times other phases only, NaN in one that times
   * none.
   */
  Optional<double[]> phase(String name) {
    return Optional.ofNullable(phases.get(name));
  }

  Set<String> phases() {
    return phases.keySet();
  }

  double[] wall() {
    return columns.getOrDefault(WALL, new double[0]);
  }

  double meanWall() {
    return Arrays.stream(wall()).average().orElse(Double.NaN);
  }

  /** Returns the mean of the early values that are there, NaN without any. */
  double early(double[] values) {
    return early(values, values);
  }

  /** Returns the mean of the late values that are there, NaN without any. */
  double late(double[] values) {
    return late(values, values);
  }

  /** Returns the mean of the early values in the cycles in which another column is there too. */
  double early(double[] values, double[] other) {
    return mean(values, other, 0, span.earlyEnd());
  }

  /** Returns the mean of the late values in the cycles in which another column is there too. */
  double late(double[] values, double[] other) {
    return mean(values, other, span.lateBegin(), cycles);
  }

  private static double mean(double[] values, double[] other, int from, int to) {
    return IntStream.range(from, to)
        .filter(cycle -> !Double.isNaN(values[cycle]) && !Double.isNaN(other[cycle]))
        .mapToDouble(cycle -> values[cycle])
        .average()
        .orElse(Double.NaN);
  }
}
