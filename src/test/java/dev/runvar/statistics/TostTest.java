package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TostTest {

  private static final double[] LOG_RATIOS = {0.021, -0.034, 0.008, 0.027, -0.019, 0.041, 0.015};

  /**
   * {@code statsmodels.stats.weightstats.DescrStatsW(x).ttost_mean(-np.log(1.1), np.log(1.1))[0]},
   * statsmodels 0.15.0; {@code np.exp(scipy.stats.ttest_1samp(x, 0).confidence_interval(0.9))},
   * SciPy 1.17.1.
   */
  @Test
  void the_test_is_that_of_statsmodels() {
    Tost tost = Tost.of(LOG_RATIOS, 1.1);
    assertEquals(6.24707630286613e-05, tost.p(), 1e-14);
    assertEquals(1.0084641918428054, tost.ratio(), 1e-15);
    assertEquals(0.9891494826979249, tost.low(), 1e-12);
    assertEquals(1.0281560512525112, tost.high(), 1e-12);
    assertTrue(tost.equivalent());
  }

  @Test
  void inverse_ratios_are_as_equivalent() {
    Tost tost = Tost.of(LOG_RATIOS, 1.1);
    Tost inverse = Tost.of(DoubleStream.of(LOG_RATIOS).map(x -> -x).toArray(), 1.1);
    assertEquals(tost.p(), inverse.p(), 1e-16);
    assertEquals(1 / tost.high(), inverse.low(), 1e-14);
  }

  @Test
  void the_decision_is_that_of_the_interval() {
    Tost tost = Tost.of(LOG_RATIOS, 1.1);
    assertTrue(Tost.of(LOG_RATIOS, tost.high() * 1.0001).equivalent());
    assertFalse(Tost.of(LOG_RATIOS, tost.high() * 0.9999).equivalent());
  }

  /**
   * {@code t = scipy.stats.t.ppf(0.95, n - 1); r = np.log(1.1) * n ** 0.5 / sd; c = (n - 1) ** 0.5;
   * scipy.integrate.quad(lambda w: (1 - 2 * scipy.stats.norm.cdf(t * w - r)) * c *
   * scipy.stats.chi.pdf(c * w, n - 1), 0, r / t)[0]}, SciPy 1.17.1.
   */
  @Test
  void the_power_is_that_of_scipys_integral() {
    assertEquals(0.5726248712932333, Tost.power(0.1, 1.1, 8), 1e-10);
    assertEquals(0.5161690306363413, Tost.power(0.05, 1.1, 3), 1e-10);
    assertEquals(0.5691074203358226, Tost.power(0.3, 1.1, 60), 1e-10);
  }

  /** The least n at which the integral above is 0.8. */
  @Test
  void the_seeds_needed_are_the_fewest_with_that_power() {
    assertEquals(OptionalInt.of(3), Tost.seedsNeeded(0.02, 1.1));
    assertEquals(OptionalInt.of(11), Tost.seedsNeeded(0.1, 1.1));
    assertEquals(OptionalInt.of(87), Tost.seedsNeeded(0.3, 1.1));
    assertEquals(OptionalInt.of(2), Tost.seedsNeeded(0, 1.1));
    assertEquals(OptionalInt.empty(), Tost.seedsNeeded(100, 1.1));
    // These have a standard deviation of 0.1.
    assertEquals(OptionalInt.of(11), Tost.seedsNeeded(new double[] {0.4, 0.5, 0.6}, 1.1));
  }

  @Test
  void equal_runs_are_equivalent_and_no_margin_is_an_error() {
    assertEquals(new Tost(1, 1, 1, 0, true), Tost.of(new double[] {0, 0, 0}, 1.1));
    assertThrows(IllegalArgumentException.class, () -> Tost.of(LOG_RATIOS, 1));
    assertThrows(IllegalArgumentException.class, () -> Tost.of(new double[] {0}, 1.1));
  }
}
