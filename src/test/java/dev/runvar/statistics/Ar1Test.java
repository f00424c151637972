package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Ar1Test {

  private static final double[] SERIES = {
    3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0
  };

  /** {@code 1 + 2 * sm.tsa.acf(np.diff(x), nlags=1)[1]}, statsmodels 0.15.0. */
  @Test
  void the_estimate_of_differences_is_that_of_statsmodels() {
    assertEquals(-0.024659550975340894, Ar1.ofDifferences(SERIES).phi(), 1e-14);
    assertEquals(4.333333333333333, Ar1.ofDifferences(SERIES).mean(), 1e-15);
  }

  /**
   * {@code m = x.mean(); phi = -0.07704402515723274; m + scipy.signal.lfilter([1, -phi], [1], x -
   * m)}, SciPy 1.17.1, with the first value as it was.
   */
  @Test
  void the_whitened_series_is_that_of_scipy() {
    double[] expected = {
      3.0,
      0.8972746331236898,
      3.7431865828092246,
      0.9743186582809225,
      4.743186582809225,
      9.051362683438155,
      2.359538784067086,
      5.820230607966457,
      5.128406708595388,
      3.051362683438155,
      4.89727463312369,
      8.051362683438155
    };
    assertArrayEquals(expected, new Ar1(-0.07704402515723274, 13.0 / 3).whitened(SERIES), 1e-14);
  }

  @Test
  void a_shift_of_the_mean_does_not_take_the_estimate_along() {
    Random random = new Random(2);
    double[] series = new double[4000];
    double level = 0;
    for (int i = 0; i < series.length; i++) {
      level = 0.5 * level + random.nextGaussian();
      series[i] = level + (i < 2000 ? 0 : 20);
    }
    assertEquals(0.5, Ar1.ofDifferences(series).phi(), 0.1);
  }

  @Test
  void estimates_are_cut_and_constants_and_lines_have_none() {
    double[] constant = {7, 7, 7, 7};
    double[] line = {1, 2, 3, 4};
    double[] jumps = IntStream.range(0, 1000).mapToDouble(i -> i % 2).toArray();
    assertEquals(0, Ar1.ofDifferences(constant).phi());
    assertEquals(0, Ar1.ofDifferences(line).phi());
    assertEquals(-0.99, Ar1.ofDifferences(jumps).phi());
  }
}
