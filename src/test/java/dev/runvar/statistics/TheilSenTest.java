package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TheilSenTest {

  /**
   * {@code i = np.arange(40); scipy.stats.theilslopes(i * i * 7 % 23 + 0.5 * i, i)}, SciPy 1.17.1.
   */
  @Test
  void the_slope_is_that_of_scipy() {
    double[] x = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
    double[] y = IntStream.range(0, 40).mapToDouble(i -> i * i * 7 % 23 + 0.5 * i).toArray();
    assertEquals(0.5142857142857142, TheilSen.slope(x, y), 1e-12);
  }

  /**
   * {@code scipy.stats.theilslopes([1, 1, 2, 5, 5, 5, 3], [0, 1, 3, 4, 8, 9, 15.5])}, SciPy 1.17.1.
   */
  @Test
  void ties_and_unequal_steps_are_those_of_scipy() {
    double[] x = {0, 1, 3, 4, 8, 9, 15.5};
    double[] y = {1, 1, 2, 5, 5, 5, 3};
    assertEquals(0.3333333333333333, TheilSen.slope(x, y), 1e-12);
  }

  @Test
  void every_order_statistic_is_that_of_the_sorted_slopes() {
    Random random = new Random(5);
    for (int series = 0; series < 200; series++) {
      int n = 2 + random.nextInt(12);
      double[] x = IntStream.range(0, n).mapToDouble(i -> i * 0.5).toArray();
      double[] y = IntStream.range(0, n).mapToDouble(i -> random.nextInt(6) * 1e6).toArray();
      double[] sorted = sortedSlopes(x, y);
      SlopeRanks ranks = new SlopeRanks(x, y);
      for (int rank = 0; rank < sorted.length; rank++) {
        assertEquals(sorted[rank], ranks.ofRank(rank), 1e-7);
      }
    }
  }

  @Test
  void mostly_equal_values_have_a_slope_of_exactly_zero() {
    double[] x = {0, 1, 2, 3, 4, 5};
    assertEquals(0, TheilSen.slope(x, new double[] {7e9, 7e9, 7e9, 7e9, 7e9, 8e9}));
  }

  @Test
  void x_that_does_not_increase_is_an_error() {
    double[] y = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> TheilSen.slope(new double[] {1, 1}, y));
    assertThrows(IllegalArgumentException.class, () -> TheilSen.slope(new double[] {1}, y));
  }

  private static double[] sortedSlopes(double[] x, double[] y) {
    return IntStream.range(0, x.length)
        .boxed()
        .flatMapToDouble(j -> IntStream.range(0, j).mapToDouble(i -> (y[j] - y[i]) / (x[j] - x[i])))
        .sorted()
        .toArray();
  }
}
