package dev.runvar.facts;

import dev.runvar.statistics.Gaps;
import dev.runvar.statistics.HeavyPeriod;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The timed cycles of one run, by column; a missing value is NaN.
 *
 * <p>Cycles without a wall time, or with one that is negative or infinite, are left out. So are
 * values beyond ±1e60, because their powers overflow a double.
 */
public final class RunTelemetry {

  public static final String WALL = "wall_nanos";

  /** A regression multiplies up to five values. */
  private static final double LARGEST = 1e60;

  /** The number of steps that a row covers, if its times are per step. */
  public static final String STEPS = "cycle_steps";

  /** The part of the run that a row belongs to; absent in the first part. */
  static final String PART = "run_part";

  /** The columns for time, host and process; any other column is a gauge of the program. */
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
          "rss_bytes",
          "cycle",
          "elapsed_nanos",
          "probe_number",
          STEPS,
          PART);

  /** Prefix of the gauges that the instrument adds. */
  static final String INSTRUMENT = "cgroup_";

  /**
   * Cycle numbers are used only if the largest is below about this many times the number of rows.
   */
  private static final int MOST_SKIPPED = 4;

  private final int cycles;
  private final int rows;
  private final int[] rowOfCycle;
  private final NestedPhases nested;
  private double tooLarge;
  private int heavyPeriod;
  private double meanWall = Double.NaN;
  private final Map<String, double[]> columns = new LinkedHashMap<>();
  private final Map<String, double[]> phases = new LinkedHashMap<>();

  /**
   * A run with columns and gauges of equal length by name, {@code wall_nanos} among them. The
   * arrays must not be changed afterwards.
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
    rows = wall.length;
    rowOfCycle = IntStream.range(0, rows).filter(row -> timed[row]).toArray();
    columns.forEach((name, values) -> keep(this.columns, name, readings(values, timed)));
    // Copied, because the values of phases are changed below.
    phases.forEach((name, values) -> keep(this.phases, name, values.clone()));
    addZeros(this.phases.values());
    nested = NestedPhases.untangle(wall(), this.phases);
  }

  /**
   * Interpolates a column if no timed cycle has a reading, because a gauge may have rows of its
   * own.
   */
  private static double[] readings(double[] values, boolean[] timed) {
    for (int row = 0; row < timed.length; row++) {
      if (timed[row] && !Double.isNaN(values[row])) {
        return values;
      }
    }
    return Gaps.filled(values);
  }

  private static boolean isUsable(double value) {
    return Math.abs(value) <= LARGEST;
  }

  /** If a cycle times any phase, phases that it does not name took no time. */
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

  /** Keeps the values of timed cycles. It keeps the array itself if all rows are usable. */
  private void keep(Map<String, double[]> into, String name, double[] values) {
    boolean isWhole = cycles == rows;
    boolean any = false;
    for (int cycle = 0; cycle < cycles; cycle++) {
      double value = values[rowOfCycle[cycle]];
      boolean usable = isUsable(value);
      any |= usable;
      if (!usable && !Double.isNaN(value)) {
        tooLarge++;
        isWhole = false;
      }
    }
    if (any) {
      into.put(name, isWhole ? values : kept(values));
    }
  }

  private double[] kept(double[] values) {
    double[] kept = new double[cycles];
    for (int cycle = 0; cycle < cycles; cycle++) {
      double value = values[rowOfCycle[cycle]];
      kept[cycle] = isUsable(value) ? value : Double.NaN;
    }
    return kept;
  }

  public int cycles() {
    return cycles;
  }

  /** Returns the number of rows, including those without a wall time. */
  public int rows() {
    return rows;
  }

  /** Sets {@link #heavyPeriod}, if it was computed before. */
  public void knowHeavyPeriod(int period) {
    heavyPeriod = period;
  }

  /** Returns the period of heavy cycles, 1 if they do not recur regularly. */
  public int heavyPeriod() {
    if (heavyPeriod == 0) {
      heavyPeriod = HeavyPeriod.of(wall());
    }
    return heavyPeriod;
  }

  /** Returns the row of each timed cycle among all rows of the run. */
  int[] rowOfCycle() {
    return rowOfCycle;
  }

  /**
   * Returns the number of each timed cycle. If numbers are missing, do not rise, or have large
   * gaps, the row of each cycle is returned instead.
   */
  int[] cycleNumbers() {
    double[] numbers = columns.get("cycle");
    if (numbers == null) {
      return rowOfCycle;
    }
    int[] found = new int[cycles];
    for (int i = 0; i < cycles; i++) {
      boolean usable =
          numbers[i] >= 0
              && numbers[i] < (double) MOST_SKIPPED * rows + MOST_SKIPPED
              && (i == 0 || numbers[i] > numbers[i - 1]);
      if (!usable) {
        return rowOfCycle;
      }
      found[i] = (int) numbers[i];
    }
    return found;
  }

  /** Returns the number that the program gives a timed cycle, or its row without a number. */
  int numberOf(int cycle) {
    double[] numbers = columns.get("cycle");
    return numbers != null && numbers[cycle] >= 0 && numbers[cycle] <= Integer.MAX_VALUE
        ? (int) numbers[cycle]
        : rowOfCycle[cycle];
  }

  /** Returns how many values were left out because they are too large. */
  public double tooLarge() {
    return tooLarge;
  }

  /** Returns a column; empty if no cycle has a value. */
  public Optional<double[]> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  public Map<String, double[]> columns() {
    return columns;
  }

  /**
   * Returns the time of a phase, without that of nested phases. It is 0 in a cycle that times only
   * other phases, and NaN in a cycle that times none.
   */
  public Optional<double[]> phase(String name) {
    return Optional.ofNullable(phases.get(name));
  }

  /** Returns which phases are nested in others. */
  NestedPhases nested() {
    return nested;
  }

  public Set<String> phases() {
    return phases.keySet();
  }

  public double[] wall() {
    return columns.getOrDefault(WALL, new double[0]);
  }

  public double meanWall() {
    if (Double.isNaN(meanWall)) {
      meanWall = Arrays.stream(wall()).average().orElse(Double.NaN);
    }
    return meanWall;
  }

  /**
   * Returns values whose means over the early and the late cycles are weighted by the steps that
   * each row covers. If rows cover one step each, it returns the values themselves. The deviation
   * of a row from the weighted mean counts by its weight, as in the linearised error of a ratio.
   */
  double[] weighted(double[] values, EarlyAndLate span) {
    double[] steps = columns.get(STEPS);
    if (steps == null) {
      return values;
    }
    double[] weighted = values.clone();
    int early = span.early().end();
    int late = span.late().begin();
    weight(weighted, steps, new EarlyAndLate.Window(0, early));
    weight(weighted, steps, new EarlyAndLate.Window(early, late));
    weight(weighted, steps, new EarlyAndLate.Window(late, cycles));
    return weighted;
  }

  private static void weight(double[] values, double[] steps, EarlyAndLate.Window window) {
    double sum = 0;
    double sumOfSteps = 0;
    int count = 0;
    for (int i = window.begin(); i < window.end(); i++) {
      if (!Double.isNaN(values[i]) && !Double.isNaN(steps[i])) {
        sum += values[i] * steps[i];
        sumOfSteps += steps[i];
        count++;
      }
    }
    double mean = sum / sumOfSteps;
    for (int i = window.begin(); i < window.end() && count > 0; i++) {
      if (!Double.isNaN(steps[i])) {
        values[i] = mean + (values[i] - mean) * steps[i] * count / sumOfSteps;
      }
    }
  }

  /** Returns the mean of the values in a window, without NaN; NaN if there are none. */
  public static double mean(double[] values, EarlyAndLate.Window window) {
    return mean(values, values, window);
  }

  /**
   * Returns the mean of the values in a window over the cycles in which another column has a value
   * too.
   */
  public static double mean(double[] values, double[] other, EarlyAndLate.Window window) {
    double sum = 0;
    int count = 0;
    for (int cycle = window.begin(); cycle < window.end(); cycle++) {
      if (!Double.isNaN(values[cycle]) && !Double.isNaN(other[cycle])) {
        sum += values[cycle];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
