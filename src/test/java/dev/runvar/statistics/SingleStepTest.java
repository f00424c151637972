package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingleStepTest {

  @Test
  void a_step_is_found_where_it_is_with_its_levels() {
    double[] series = noise(1, 600, i -> i < 412 ? 100 : 138);
    SingleStep step = SingleStep.of(series).orElseThrow();
    assertEquals(412, step.position());
    assertEquals(100, step.before(), 1);
    assertEquals(138, step.after(), 1);
  }

  @Test
  void a_line_a_curve_and_noise_are_no_step() {
    for (int seed = 0; seed < 200; seed++) {
      assertTrue(SingleStep.of(noise(seed, 300, i -> 100)).isEmpty(), "noise " + seed);
      assertTrue(SingleStep.of(noise(seed, 300, i -> 100 + i)).isEmpty(), "line " + seed);
      assertTrue(
          SingleStep.of(noise(seed, 300, i -> 100 + i * i / 300.0)).isEmpty(), "curve " + seed);
    }
  }

  private static double[] noise(int seed, int n, java.util.function.IntToDoubleFunction level) {
    Random random = new Random(seed);
    double[] series = new double[n];
    Arrays.setAll(series, i -> level.applyAsDouble(i) + 5 * random.nextGaussian());
    return series;
  }

  /** 4,000 series each; NumPy has 0, 0.5 and 4.8 % at 26 values, and 0.2 % at 76 and 0.8. */
  @ParameterizedTest
  @CsvSource({"26, 0, 0.001", "26, 0.5, 0.01", "26, 0.8, 0.06", "76, 0.5, 0.001", "76, 0.8, 0.005"})
  void noise_that_depends_on_the_value_before_is_rarely_a_step(
      int length, double correlation, double most) {
    SplittableRandom random = new SplittableRandom(5);
    int found = 0;
    for (int series = 0; series < 4000; series++) {
      double[] values = new double[length];
      double value = random.nextGaussian() / Math.sqrt(1 - correlation * correlation);
      for (int i = 0; i < length; i++) {
        value = correlation * value + random.nextGaussian();
        values[i] = value;
      }
      found += SingleStep.of(values).isPresent() ? 1 : 0;
    }
    assertTrue(found <= most * 4000, found + " of 4000");
  }
}
