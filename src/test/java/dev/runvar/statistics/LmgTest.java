package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LmgTest {

  private static final double[][] CORRELATION = {
    {1, 0.5, 0.3, 0.6}, {0.5, 1, -0.2, 0.4}, {0.3, -0.2, 1, 0.35}, {0.6, 0.4, 0.35, 1}
  };

  /**
   * relaimpo's definition over all orders: {@code r2 = lambda s: C[3, s] @
   * np.linalg.solve(C[np.ix_(s, s)], C[s, 3]) if s else 0}; the mean over {@code o in
   * itertools.permutations(range(3))} of {@code r2(list(o[:i + 1])) - r2(list(o[:i]))} for exposure
   * {@code o[i]}, NumPy 2.4.6.
   */
  @Test
  void shares_are_those_of_all_orders() {
    Lmg lmg = Lmg.of(CORRELATION);
    double[] expected = {0.22829899267399265, 0.10872195512820515, 0.09918440934065931};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], lmg.shares().get(i), 1e-14);
    }
    assertEquals(0.43620535714285713, lmg.rSquared(), 1e-14);
  }

  /** {@code np.diag(np.linalg.inv(C[:3, :3]))}, NumPy 2.4.6. */
  @Test
  void variance_inflation_is_the_diagonal_of_the_inverse() {
    Lmg lmg = Lmg.of(CORRELATION);
    double[] expected = {1.7142857142857142, 1.625, 1.3392857142857142};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], lmg.varianceInflation().get(i), 1e-13);
    }
  }

  /** Half of ρ² goes to a non-cause that correlates ρ = 0.8 with the only cause. */
  @Test
  void a_non_cause_is_credited_with_half_its_squared_correlation() {
    Lmg lmg = Lmg.of(new double[][] {{1, 0.8, 1}, {0.8, 1, 0.8}, {1, 0.8, 1}});
    assertEquals(0.32, lmg.shares().get(1), 1e-15);
    assertEquals(0.68, lmg.shares().get(0), 1e-15);
  }

  @Test
  void a_copy_shares_evenly_and_has_infinite_inflation() {
    Lmg lmg = Lmg.of(new double[][] {{1, 1, 0.6}, {1, 1, 0.6}, {0.6, 0.6, 1}});
    assertEquals(0.18, lmg.shares().get(0), 1e-15);
    assertEquals(0.18, lmg.shares().get(1), 1e-15);
    assertEquals(0.36, lmg.rSquared(), 1e-15);
    assertTrue(Double.isInfinite(lmg.varianceInflation().get(0)));
  }

  /** The correlations of a, b and (a + b) / √2, whose squares sum to 1 but for rounding. */
  @Test
  void a_sum_of_others_has_infinite_inflation() {
    double half = Math.sqrt(0.5);
    double[][] correlation = {
      {1, 0, half, 0.5}, {0, 1, half, 0.2}, {half, half, 1, 0.7 * half}, {0.5, 0.2, 0.7 * half, 1}
    };
    Lmg lmg = Lmg.of(correlation);
    assertTrue(lmg.varianceInflation().stream().allMatch(inflation -> inflation == 1 / 0.0));
    assertEquals(0.29, lmg.rSquared(), 1e-14);
  }

  @Test
  void no_exposure_is_an_error() {
    assertThrows(IllegalArgumentException.class, () -> Lmg.of(new double[][] {{1}}));
  }
}
