package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BootstrapTTest {

  private static final double[] VALUES = {0.021, 0.034, 0.008, 0.027, 0.019, 0.041, 0.015};

  /**
   * {@code r = v[i.reshape(999, 7)]; t = np.sort((r.mean(1) - v.mean()) / (r.std(1, ddof=1) / 7 **
   * 0.5)); v.mean() - t[[974, 24]] * v.std(ddof=1) / 7 ** 0.5}, NumPy 2.4.6, where i are 6,993
   * values of the generator below.
   */
  @Test
  void the_interval_is_that_of_numpy_for_the_same_resamples() {
    MeanInterval interval = BootstrapT.of(VALUES, 999, new Congruential());
    assertEquals(0.02357142857142857, interval.mean(), 1e-17);
    assertEquals(0.013179715006443455, interval.low(), 1e-15);
    assertEquals(0.03545315501840729, interval.high(), 1e-15);
  }

  @Test
  void many_values_have_the_interval_of_students_t() {
    Random random = new Random(7);
    double[] values = random.doubles(400).toArray();
    MeanInterval plain =
        MeanInterval.of(Moments.mean(values), Moments.standardDeviation(values), 400);
    MeanInterval interval = BootstrapT.of(values, 3999, random);
    double width = plain.high() - plain.low();
    assertEquals(plain.low(), interval.low(), 0.1 * width);
    assertEquals(plain.high(), interval.high(), 0.1 * width);
  }

  @Test
  void resamples_without_spread_make_the_interval_of_two_values_unbounded() {
    MeanInterval interval = BootstrapT.of(new double[] {1, 2}, 199, new Random(1));
    assertTrue(interval.low() == Double.NEGATIVE_INFINITY);
    assertTrue(interval.high() == Double.POSITIVE_INFINITY);
  }

  @Test
  void equal_values_have_an_interval_of_no_width() {
    assertEquals(
        new MeanInterval(3, 3, 3), BootstrapT.of(new double[] {3, 3, 3}, 99, new Random(1)));
    assertThrows(
        IllegalArgumentException.class, () -> BootstrapT.of(new double[] {3}, 99, new Random(1)));
    assertThrows(IllegalArgumentException.class, () -> BootstrapT.of(VALUES, 38, new Random(1)));
  }

  /** {@code s = (s * 1103515245 + 12345) % 2**31} from 1; {@code i = (s >> 16) % n}. */
  private static final class Congruential implements RandomGenerator {

    private long state = 1;

    @Override
    public long nextLong() {
      state = (state * 1103515245L + 12345L) % (1L << 31);
      return state >> 16;
    }

    @Override
    public int nextInt(int bound) {
      return (int) (nextLong() % bound);
    }
  }
}
