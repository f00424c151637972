package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

class RollingOutliersTest {

  /**
   * {@code n = np.arange(450); s = ((n * n * 31 + n * 17) % 101).astype(float); s[[0, 150, 333,
   * 449]] = [900, -500, 1200, 395]}; for each i, {@code lo, med, hi = np.percentile(s[a:a + 200],
   * [10, 50, 90])} with a = min(max(0, i − 100), 250), NumPy 2.4.6.
   */
  @Test
  void the_replacements_of_outliers_are_those_of_numpy() {
    double[] series = series();
    double[] replaced = RollingOutliers.replaced(series);
    double[] expected = series();
    expected[0] = 49.0;
    expected[150] = 49.0;
    expected[333] = 50.0;
    expected[449] = 50.0;
    assertArrayEquals(expected, replaced, 1e-12);
    assertEquals(1200, series[333]);
  }

  @Test
  void the_rolling_window_is_that_of_sorting_each_window() {
    Random random = new Random(4);
    for (int n : new int[] {1, 2, 199, 200, 201, 500}) {
      double[] series = random.doubles(n).map(u -> Math.floor(5 / (u + 0.02))).toArray();
      assertArrayEquals(
          slowly(series), RollingOutliers.replaced(series), 1e-12, () -> n + " values");
    }
  }

  @Test
  void the_two_zeros_are_one_value() {
    double[] series = IntStream.range(0, 600).mapToDouble(i -> i < 300 ? 0.0 : -0.0).toArray();
    assertArrayEquals(series, RollingOutliers.replaced(series));
  }

  @Test
  void an_empty_series_has_none() {
    assertEquals(0, RollingOutliers.replaced(new double[0]).length);
  }

  private static double[] series() {
    double[] series =
        IntStream.range(0, 450).mapToDouble(n -> (n * n * 31 + n * 17) % 101).toArray();
    series[0] = 900;
    series[150] = -500;
    series[333] = 1200;
    series[449] = 395;
    return series;
  }

  private static double[] slowly(double[] series) {
    int width = Math.min(200, series.length);
    double[] replaced = series.clone();
    for (int i = 0; i < series.length; i++) {
      int start = Math.min(Math.max(0, i - 100), series.length - width);
      Percentile window = new Percentile().withEstimationType(EstimationType.R_7);
      window.setData(Arrays.copyOfRange(series, start, start + width));
      double spread = window.evaluate(90) - window.evaluate(10);
      if (Math.abs(series[i] - window.evaluate(50)) > 3 * spread) {
        replaced[i] = window.evaluate(50);
      }
    }
    return replaced;
  }
}
