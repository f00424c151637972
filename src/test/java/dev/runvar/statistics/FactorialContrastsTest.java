package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FactorialContrastsTest {

  /**
   * {@code b = np.array([[2 * (i >> j & 1) - 1 for j in range(3)] for i in range(8)]); X =
   * np.array([[np.prod([b[i][j] for j in range(3) if s >> j & 1]) for s in range(8)] for i in
   * range(8)], float); p = sm.OLS(c, X).fit().params; [p[0], *(2 * p[1:])]}, statsmodels 0.15.0.
   */
  @Test
  void effects_are_those_of_a_saturated_regression() {
    double[] cells = {100, 80, 95, 70, 60, 48, 58, 9};
    double[] expected = {65, -26.5, -14, -10.5, -42.5, -4, -6.5, -8};
    assertArrayEquals(expected, FactorialContrasts.of(cells), 1e-12);
    assertArrayEquals(new double[] {100, 80, 95, 70, 60, 48, 58, 9}, cells, "left as they were");
  }

  @Test
  void costs_that_add_do_not_interact() {
    assertArrayEquals(
        new double[] {7.5, -2, -3, 0}, FactorialContrasts.of(new double[] {10, 8, 7, 5}), 1e-15);
  }

  @Test
  void cells_that_are_no_factorial_are_an_error() {
    assertThrows(IllegalArgumentException.class, () -> FactorialContrasts.of(new double[6]));
    assertThrows(IllegalArgumentException.class, () -> FactorialContrasts.of(new double[0]));
  }
}
