package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
}
