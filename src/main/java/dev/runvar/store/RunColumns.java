package dev.runvar.store;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cycles of one run as columns, one value per cycle; null is NaN.
 *
 * <p>Columns, phases and gauges that no cycle has are not there.
 */
public final class RunColumns {

  private final int cycles;
  private final Map<String, double[]> columns = new LinkedHashMap<>();
  private final Map<String, double[]> phases = new LinkedHashMap<>();
  private final Map<String, double[]> gauges = new LinkedHashMap<>();

  RunColumns(int cycles) {
    this.cycles = cycles;
  }

  /** Returns the scalar columns by name. */
  public Map<String, double[]> columns() {
    return columns;
  }

  /** Returns the times of the phases by name. */
  public Map<String, double[]> phases() {
    return phases;
  }

  public Map<String, double[]> gauges() {
    return gauges;
  }

  /** Returns the column of a name, new if there was none. */
  double[] in(Map<String, double[]> kind, String name) {
    return kind.computeIfAbsent(
        name,
        unused -> {
          double[] empty = new double[cycles];
          Arrays.fill(empty, Double.NaN);
          return empty;
        });
  }
}
