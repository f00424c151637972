package dev.runvar.store;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The cycles of one run as columns, one value per cycle; null is NaN.
 *
 * <p>Columns, phases and gauges without any value are absent.
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

  /** Returns the column of a name, which is added if it is new. */
  double[] in(Map<String, double[]> kind, String name) {
    return kind.computeIfAbsent(
        name,
        unused -> {
          double[] empty = new double[cycles];
          Arrays.fill(empty, Double.NaN);
          return empty;
        });
  }

  /**
   * Copies rows of other columns to a position of these; columns without any value are left out.
   */
  void copy(RunColumns from, int first, int count, int to) {
    copy(from.columns, columns, first, count, to);
    copy(from.phases, phases, first, count, to);
    copy(from.gauges, gauges, first, count, to);
  }

  private void copy(
      Map<String, double[]> from, Map<String, double[]> kind, int first, int count, int to) {
    from.forEach(
        (name, values) -> {
          if (IntStream.range(first, first + count).anyMatch(i -> !Double.isNaN(values[i]))) {
            System.arraycopy(values, first, in(kind, name), to, count);
          }
        });
  }
}
