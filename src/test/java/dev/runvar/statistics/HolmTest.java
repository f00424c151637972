package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class HolmTest {

  /** {@code statsmodels.stats.multitest.multipletests(p, method="holm")[1]}, statsmodels 0.15.0. */
  @Test
  void adjusted_values_are_those_of_statsmodels() {
    double[] p = {0.01, 0.04, 0.03, 0.005, 0.9};
    double[] expected = {0.04, 0.09, 0.09, 0.025, 0.9};
    assertArrayEquals(expected, Holm.adjusted(p), 1e-15);
  }

  @Test
  void one_test_stays_as_it_is_and_none_is_none() {
    assertArrayEquals(new double[] {0.04}, Holm.adjusted(new double[] {0.04}));
    assertArrayEquals(new double[0], Holm.adjusted(new double[0]));
  }

  @Test
  void no_adjusted_value_is_above_one() {
    assertArrayEquals(new double[] {1, 1}, Holm.adjusted(new double[] {0.6, 0.7}));
  }
}
