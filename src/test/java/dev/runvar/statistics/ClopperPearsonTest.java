package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ClopperPearsonTest {

  /** {@code statsmodels.stats.proportion.proportion_confint(k, n, method="beta")}, 0.15.0. */
  @Test
  void intervals_are_those_of_statsmodels() {
    assertInterval(0.0015493589499056574, 0.021760668514417103, ClopperPearson.of(3, 400));
    assertInterval(0.9861502300379867, 0.9999367074830952, ClopperPearson.of(399, 400));
    assertInterval(0.18708602844739855, 0.8129139715526015, ClopperPearson.of(5, 10));
  }

  /** As above; the bound is also 1 − 0.025^(1/n). */
  @Test
  void none_and_all_reach_the_ends() {
    assertInterval(0, 0.16843347098308534, ClopperPearson.of(0, 20));
    assertInterval(0.8315665290169146, 1, ClopperPearson.of(20, 20));
  }

  @Test
  void impossible_counts_are_errors() {
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.of(-1, 3));
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.of(4, 3));
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.of(0, 0));
  }

  private static void assertInterval(double low, double high, ClopperPearson actual) {
    assertEquals(low, actual.low(), 1e-11);
    assertEquals(high, actual.high(), 1e-11);
  }
}
