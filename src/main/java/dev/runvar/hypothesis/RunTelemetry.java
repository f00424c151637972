package dev.runvar.hypothesis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The timed cycles of one run, by column; a value that is not there is NaN.
 *
 * <p>Cycles without a wall time, or with one that is negative or infinite, are left out.
 */
public final class RunTelemetry {

  static final String WALL = "wall_nanos";

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
      timed[i] = Double.isFinite(wall[i]) && wall[i] >= 0;
      count += timed[i] ? 1 : 0;
    }
    cycles = count;
    columns.forEach((name, values) -> keep(this.columns, name, values, timed, Double.NaN));
    phases.forEach((name, values) -> keep(this.phases, name, values, timed, 0));
  }

  private void keep(
      Map<String, double[]> into, String name, double[] values, boolean[] timed, double absent) {
    double[] kept = new double[cycles];
    boolean any = false;
    for (int from = 0, to = 0; from < timed.length; from++) {
      if (timed[from]) {
        any |= Double.isFinite(values[from]);
        kept[to++] = Double.isFinite(values[from]) ? values[from] : absent;
      }
    }
    if (any) {
      into.put(name, kept);
    }
  }

  public int cycles() {
    return cycles;
  }

  /** Returns a column that has a value in at least one cycle. */
  Optional<double[]> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  Map<String, double[]> columns() {
    return columns;
  }

  /** Returns the time of a phase, 0 in a cycle that does not have it. */
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

  /** Returns the mean of the first ⌊n/5⌋ values that are there, NaN without any. */
  double early(double[] values) {
    return mean(values, 0, cycles / 5);
  }

  /** Returns the mean of the last ⌈n/5⌉ values that are there, NaN without any. */
  double late(double[] values) {
    return mean(values, cycles - (cycles + 4) / 5, cycles);
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
