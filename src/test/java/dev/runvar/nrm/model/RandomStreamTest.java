package dev.runvar.nrm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class RandomStreamTest {

  @Test
  void gaussians_have_mean_zero_and_variance_one() {
    RandomStream stream = new RandomStream(1, RandomStream.Purpose.SPAWNING);
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double value = stream.gaussian();
      sum += value;
      squares += value * value;
    }
    // Four standard errors: 1/√n of the mean, √(2/n) of the variance.
    assertEquals(0, sum / n, 4 / Math.sqrt(n));
    assertEquals(1, squares / n, 4 * Math.sqrt(2.0 / n));
  }

  @Test
  void purposes_and_neighbouring_seeds_draw_different_numbers() {
    double founding = new RandomStream(1, RandomStream.Purpose.FOUNDING).uniform();
    assertNotEquals(founding, new RandomStream(1, RandomStream.Purpose.SPAWNING).uniform());
    assertNotEquals(founding, new RandomStream(2, RandomStream.Purpose.FOUNDING).uniform());
  }
}
