package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FlooredTTestTest {

  private static final double[] VALUES = {0.021, 0.034, 0.008, 0.027, 0.019, 0.041, 0.015};

  /**
   * {@code r = scipy.stats.ttest_1samp(v, 0.01, alternative="greater"); r.statistic, 2 * r.pvalue;
   * scipy.stats.ttest_1samp(v, 0).confidence_interval(0.95)}, SciPy 1.17.1.
   */
  @Test
  void a_test_against_a_floor_is_that_of_scipy() {
    FlooredTTest test = FlooredTTest.of(VALUES, 0.01);
    assertEquals(3.1743177635301474, test.t(), 1e-13);
    assertEquals(0.019213477784145182, test.p(), 1e-14);
    assertEquals(0.02357142857142857, test.effect().mean(), 1e-16);
    assertEquals(0.013109939872998602, test.effect().low(), 1e-12);
    assertEquals(0.034032917269858534, test.effect().high(), 1e-12);
    assertEquals(7, test.replicates());
  }

  /**
   * {@code 0.01 + np.std(v, ddof=1) * TTestPower().solve_power(nobs=7, alpha=0.025, power=0.8,
   * alternative="larger")}, statsmodels 0.15.0.
   */
  @Test
  void the_detectable_effect_is_that_of_statsmodels() {
    assertEquals(0.02439477828329443, FlooredTTest.of(VALUES, 0.01).detectable(), 1e-9);
  }

  @Test
  void a_mean_below_the_floor_has_p_one() {
    assertEquals(1, FlooredTTest.of(VALUES, 0.03).p());
  }

  @Test
  void values_without_spread_are_decided_by_their_side() {
    double[] same = {0.02, 0.02, 0.02};
    assertEquals(0, FlooredTTest.of(same, 0.01).p());
    assertEquals(1, FlooredTTest.of(same, 0.03).p());
    assertEquals(1, FlooredTTest.of(new double[] {0.5, 0.5}, 0.5).p());
    assertThrows(IllegalArgumentException.class, () -> FlooredTTest.of(new double[] {1}, 0));
  }
}
