package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MannKendallTest {

  /** {@code pymannkendall.original_test([1, 3, 2, 2, 5, 4, 6, 6, 5, 8, 7])}, 1.4.3: s, z, p. */
  @Test
  void independent_values_are_those_of_pymannkendall() {
    MannKendall test = test(new double[] {1, 3, 2, 2, 5, 4, 6, 6, 5, 8, 7});
    assertEquals(40, test.s());
    assertEquals(3.064129385141706, test.z(), 1e-13);
    assertEquals(0.0021830447373622506, test.p(), 1e-15);
    assertEquals(1, test.correction());
  }

  /**
   * {@code pymannkendall.hamed_rao_modification_test(x, lag=7)}, 1.4.3, of the series below: s, z,
   * p, and var_s by that of {@code original_test(x)}.
   */
  @Test
  void the_corrected_variance_is_that_of_pymannkendall() {
    MannKendall test = test(drifting());
    assertEquals(1356, test.s());
    assertEquals(2.559441770548316, test.correction(), 1e-11);
    assertEquals(5.40189680663118, test.z(), 1e-11);
    assertEquals(6.593988242887275e-08, test.p(), 1e-12);
  }

  /** At phi = 0.9, the uncorrected test finds a trend in half of the series without one. */
  @Test
  void autocorrelated_noise_is_rarely_a_trend() {
    Random random = new Random(3);
    int corrected = 0;
    int plain = 0;
    for (int series = 0; series < 200; series++) {
      MannKendall test = test(autoregression(400, random));
      corrected += test.p() < 0.05 ? 1 : 0;
      plain += Math.abs(test.z()) * Math.sqrt(test.correction()) > 1.96 ? 1 : 0;
    }
    assertTrue(corrected < 40, corrected + " of 200 corrected");
    assertTrue(plain > 80, plain + " of 200 uncorrected");
  }

  /** Uncorrected sums would take an alternating series for more values than it has. */
  @Test
  void the_correction_is_at_least_one() {
    double[] series = IntStream.range(0, 50).mapToDouble(i -> i % 2 * 10 + i * 7 % 5).toArray();
    assertEquals(1, test(series).correction());
  }

  @Test
  void a_constant_has_no_trend_and_three_values_are_an_error() {
    assertEquals(new MannKendall(0, 1, 0, 1), test(new double[] {2, 2, 2, 2}));
    assertThrows(IllegalArgumentException.class, () -> test(new double[] {1, 2, 3}));
  }

  static MannKendall test(double[] series) {
    double[] positions = IntStream.range(0, series.length).mapToDouble(i -> i).toArray();
    return MannKendall.of(series, TheilSen.slope(positions, series));
  }

  /** {@code s = (s * 1103515245 + 12345) % 2**31} from 1; {@code (s >> 16) % 1000 / 1000}. */
  private static double[] drifting() {
    double[] series = new double[60];
    long state = 1;
    double level = 0;
    for (int i = 0; i < series.length; i++) {
      state = (state * 1103515245L + 12345L) % (1L << 31);
      level = 0.8 * level + (state >> 16) % 1000 / 1000.0;
      series[i] = level + 0.03 * i;
    }
    return series;
  }

  private static double[] autoregression(int n, Random random) {
    double[] series = new double[n];
    series[0] = random.nextGaussian() / Math.sqrt(0.19);
    IntStream.range(1, n).forEach(i -> series[i] = 0.9 * series[i - 1] + random.nextGaussian());
    return series;
  }
}
