package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeltTest {

  /**
   * {@code ruptures.Pelt(custom_cost=Normal(), min_size=2, jump=1).fit(z).predict(pen=15 *
   * np.log(300))}, ruptures 1.1.10, where {@code Normal.error(a, b)} is {@code v = z[a:b].var(); w
   * = max(v, 1e-6 * z.var()); return (b - a) * (np.log(2 * np.pi * w) + v / w)}; its costs plus
   * penalties.
   */
  @Test
  void changes_in_mean_and_variance_are_those_of_ruptures() {
    Pelt pelt = Pelt.of(series(), 15 * Math.log(300));
    assertEquals(List.of(100, 221), pelt.changes());
    assertEquals(517.2053597468287, pelt.cost(), 1e-9);
  }

  /** As above with {@code pen=5}. */
  @Test
  void many_changes_are_those_of_ruptures() {
    Pelt pelt = Pelt.of(series(), 5);
    assertEquals(
        List.of(
            2, 10, 12, 14, 20, 22, 25, 28, 30, 32, 41, 44, 53, 55, 59, 65, 67, 78, 83, 86, 92, 97,
            99, 102, 104, 108, 110, 112, 114, 116, 121, 123, 125, 127, 129, 131, 133, 135, 143, 145,
            151, 153, 156, 158, 167, 169, 171, 188, 190, 195, 197, 199, 204, 206, 209, 213, 218,
            220, 222, 226, 228, 230, 234, 236, 238, 240, 242, 255, 257, 266, 269, 281, 283, 286,
            289, 298),
        pelt.changes());
    assertEquals(94.9549506206294, pelt.cost(), 1e-7);
  }

  @Test
  void pruning_never_loses_the_optimum() {
    Random random = new Random(6);
    for (int trial = 0; trial < 3000; trial++) {
      double[] series = stepped(2 + random.nextInt(50), random);
      double penalty = random.nextDouble() * 12;
      Pelt pruned = Pelt.of(series, penalty);
      Pelt exact = exact(series, penalty);
      assertEquals(exact.cost(), pruned.cost(), 1e-7, () -> Arrays.toString(series));
      assertEquals(exact.changes(), pruned.changes());
    }
  }

  @Test
  void a_constant_series_has_no_change_and_one_value_is_an_error() {
    assertEquals(new Pelt(List.of(), 0), Pelt.of(new double[] {4, 4, 4, 4, 4}, 3));
    assertThrows(IllegalArgumentException.class, () -> Pelt.of(new double[] {4}, 3));
    double[] gap = {1, 2, Double.NaN, 3};
    assertThrows(IllegalArgumentException.class, () -> Pelt.of(gap, 3));
  }

  @Test
  void a_few_equal_values_are_no_segment_of_their_own() {
    Random random = new Random(1);
    double[] series = random.doubles(3000).toArray();
    series[1000] = 0.5;
    series[1001] = 0.5;
    series[1002] = 0.5;
    assertEquals(List.of(), Pelt.of(series, 15 * Math.log(3000)).changes());
  }

  @Test
  void a_long_series_with_changes_is_pruned() {
    Random random = new Random(1);
    double[] series = new double[2000];
    for (int i = 0; i < series.length; i++) {
      series[i] = random.nextGaussian() + (i / 100 % 2 == 0 ? 0 : 8);
    }
    Pelt pelt = Pelt.of(series, 15 * Math.log(2000));
    assertEquals(19, pelt.changes().size());
    assertTrue(pelt.changes().stream().allMatch(change -> change % 100 == 0));
  }

  /** Optimal partitioning without pruning, each segment's variance from its own values. */
  private static Pelt exact(double[] series, double penalty) {
    int n = series.length;
    double floor = 1e-6 * variance(series, 0, n);
    double[] best = new double[n + 1];
    int[] last = new int[n + 1];
    best[0] = -penalty;
    best[1] = Double.POSITIVE_INFINITY;
    for (int end = 2; end <= n; end++) {
      best[end] = Double.POSITIVE_INFINITY;
      for (int start = 0; start <= end - 2; start++) {
        double variance = variance(series, start, end);
        double bounded = Math.max(variance, floor);
        double cost =
            best[start]
                + penalty
                + (end - start) * (Math.log(2 * Math.PI * bounded) + variance / bounded);
        if (cost < best[end]) {
          best[end] = cost;
          last[end] = start;
        }
      }
    }
    List<Integer> changes = new ArrayList<>();
    for (int change = last[n]; change > 0; change = last[change]) {
      changes.add(change);
    }
    Collections.reverse(changes);
    return new Pelt(changes, best[n]);
  }

  private static double variance(double[] series, int from, int to) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += series[i] / (to - from);
    }
    double variance = 0;
    for (int i = from; i < to; i++) {
      variance += (series[i] - mean) * (series[i] - mean) / (to - from);
    }
    return variance;
  }

  /** {@code s = (s * 1103515245 + 12345) % 2**31} from 1; {@code u = (s >> 16) % 1000 / 1000}. */
  private static double[] series() {
    double[] series = new double[300];
    long state = 1;
    for (int i = 0; i < series.length; i++) {
      state = (state * 1103515245L + 12345L) % (1L << 31);
      double value = (state >> 16) % 1000 / 1000.0;
      series[i] = 10 + (i < 220 ? value : 5 * value) + (i >= 100 && i < 220 ? 0.6 : 0);
    }
    return series;
  }

  private static double[] stepped(int n, Random random) {
    double[] series = new double[n];
    double level = 0;
    double spread = 1;
    for (int i = 0; i < n; i++) {
      if (random.nextInt(8) == 0) {
        level = 4 * random.nextGaussian();
        spread = Math.exp(2 * random.nextGaussian());
      }
      series[i] = level + spread * random.nextGaussian();
    }
    return series;
  }
}
