package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runvar.statistics.WelchDifference.Stratum;
import java.util.List;
import org.junit.jupiter.api.Test;

class WelchDifferenceTest {

  private static final Stratum STRATUM =
      new Stratum(
          List.of(12.1, 11.8, 12.6, 12.0, 12.3), List.of(10.2, 10.9, 9.9, 10.4, 11.6, 10.1));

  /**
   * {@code r = scipy.stats.ttest_ind(second, first, equal_var=False); r.df;
   * r.confidence_interval(0.95)}, SciPy 1.17.1.
   */
  @Test
  void one_stratum_is_the_test_of_welch() {
    WelchDifference difference = WelchDifference.of(List.of(STRATUM));
    assertEquals(7.4652308472479945, difference.degreesOfFreedom(), 1e-10);
    MeanInterval interval = difference.interval(0.95);
    assertEquals(-1.6433333333333326, interval.mean(), 1e-12);
    assertEquals(-2.3236296653942445, interval.low(), 1e-9);
    assertEquals(-0.9630370012724209, interval.high(), 1e-9);
  }

  /** The means and standard errors of the same samples, {@code scipy.stats.sem}. */
  @Test
  void means_with_their_errors_give_the_same_test() {
    WelchDifference difference =
        WelchDifference.ofMeans(
            new WelchDifference.MeanError(12.16, 0.13638181696985846, 5),
            new WelchDifference.MeanError(10.516666666666667, 0.2574447081953284, 6));
    assertEquals(7.4652308472479945, difference.degreesOfFreedom(), 1e-9);
    assertEquals(-2.3236296653942445, difference.interval(0.95).low(), 1e-9);
  }

  /** Two equal strata hold twice as many values: half the variance, twice the freedom. */
  @Test
  void equal_strata_halve_the_variance() {
    WelchDifference one = WelchDifference.of(List.of(STRATUM));
    WelchDifference two = WelchDifference.of(List.of(STRATUM, STRATUM));
    assertEquals(one.difference(), two.difference(), 1e-12);
    assertEquals(one.standardError() / Math.sqrt(2), two.standardError(), 1e-12);
    assertEquals(2 * one.degreesOfFreedom(), two.degreesOfFreedom(), 1e-9);
  }

  @Test
  void samples_without_any_spread_have_an_exact_difference() {
    WelchDifference difference =
        WelchDifference.of(List.of(new Stratum(List.of(2.0, 2.0), List.of(3.0, 3.0))));
    assertEquals(1, difference.interval(0.95).low());
    assertEquals(1, difference.interval(0.95).high());
  }

  @Test
  void a_single_value_is_no_sample() {
    assertThrows(
        IllegalArgumentException.class, () -> new Stratum(List.of(1.0), List.of(1.0, 2.0)));
    assertThrows(IllegalArgumentException.class, () -> WelchDifference.of(List.of()));
  }
}
