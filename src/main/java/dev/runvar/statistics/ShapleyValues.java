package dev.runvar.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * What each of k switches contributes to a total, over all combinations of them.
 *
 * @param values mean contribution of each switch over the orders of switching; they sum to the
 *     value with all switches on minus that with none
 * @param alone effect of each switch while the others are off
 * @param last effect of each switch while the others are on
 */
public record ShapleyValues(List<Double> values, List<Double> alone, List<Double> last) {

  public ShapleyValues {
    values = List.copyOf(values);
    alone = List.copyOf(alone);
    last = List.copyOf(last);
  }

  /**
   * Returns the contributions.
   *
   * @param cells 2ᵏ values; bit i of the position says whether switch i is on
   */
  public static ShapleyValues of(double[] cells) {
    int k = Integer.numberOfTrailingZeros(cells.length);
    if (Integer.bitCount(cells.length) != 1) {
      throw new IllegalArgumentException(cells.length + " cells are no full factorial");
    }
    int all = cells.length - 1;
    List<Double> values = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> last = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      int own = 1 << i;
      values.add(value(cells, k, own));
      alone.add(cells[own] - cells[0]);
      last.add(cells[all] - cells[all ^ own]);
    }
    return new ShapleyValues(values, alone, last);
  }

  private static double value(double[] cells, int k, int own) {
    double[] sums = new double[k];
    double[] counts = new double[k];
    for (int others = 0; others < cells.length; others++) {
      if ((others & own) == 0) {
        int size = Integer.bitCount(others);
        sums[size] += cells[others | own] - cells[others];
        counts[size]++;
      }
    }
    double value = 0;
    for (int size = 0; size < k; size++) {
      value += sums[size] / counts[size] / k;
    }
    return value;
  }
}
