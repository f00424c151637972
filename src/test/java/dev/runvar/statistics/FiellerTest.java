package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FiellerTest {

  /**
   * The ratios q at which a paired t test is just significant: {@code g = lambda q:
   * abs(scipy.stats.ttest_1samp(a - q * b, 0).statistic) - scipy.stats.t.ppf(0.975, 4)}; {@code
   * scipy.optimize.brentq(g, -5, a.mean() / b.mean())} and from there to 5, SciPy 1.17.1.
   */
  @Test
  void the_bounds_are_the_ratios_that_a_t_test_just_rejects() {
    double[] a = {0.31, 0.42, 0.18, 0.55, 0.29};
    double[] b = {0.61, 0.72, 0.49, 0.88, 0.4};
    Fieller fieller = Fieller.of(a, b).orElseThrow();
    assertEquals(0.564516129032258, fieller.ratio(), 1e-15);
    assertEquals(0.40348988340733116, fieller.low(), 1e-10);
    assertEquals(0.6928282426931788, fieller.high(), 1e-10);
  }

  @Test
  void a_denominator_that_may_be_zero_has_no_interval() {
    double[] a = {1, 2, 3};
    double[] b = {-1, 2, 0.5};
    assertTrue(Fieller.of(a, b).isEmpty());
  }

  @Test
  void an_exact_ratio_has_an_interval_of_no_width() {
    double[] a = {8, 8.2, 8.4};
    double[] b = {4, 4.1, 4.2};
    Fieller fieller = Fieller.of(a, b).orElseThrow();
    assertEquals(2, fieller.low(), 1e-7);
    assertEquals(2, fieller.high(), 1e-7);
  }

  @Test
  void unpaired_values_are_an_error() {
    double[] one = {1};
    double[] two = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> Fieller.of(one, two));
    assertThrows(IllegalArgumentException.class, () -> Fieller.of(one, one));
  }
}
