package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
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
    Lmg lmg = alone(CORRELATION);
    double[] expected = {0.22829899267399265, 0.10872195512820515, 0.09918440934065931};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], lmg.shares().get(i), 1e-14);
    }
    assertEquals(0.43620535714285713, lmg.rSquared(), 1e-14);
  }

  /** {@code np.diag(np.linalg.inv(C[:3, :3]))}, NumPy 2.4.6. */
  @Test
  void variance_inflation_is_the_diagonal_of_the_inverse() {
    Lmg lmg = alone(CORRELATION);
    double[] expected = {1.7142857142857142, 1.625, 1.3392857142857142};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], lmg.varianceInflation().get(i), 1e-13);
    }
  }

  /** Half of ρ² goes to a non-cause that correlates ρ = 0.8 with the only cause. */
  @Test
  void a_non_cause_is_credited_with_half_its_squared_correlation() {
    Lmg lmg = alone(new double[][] {{1, 0.8, 1}, {0.8, 1, 0.8}, {1, 0.8, 1}});
    assertEquals(0.32, lmg.shares().get(1), 1e-15);
    assertEquals(0.68, lmg.shares().get(0), 1e-15);
  }

  @Test
  void a_copy_shares_evenly_and_has_infinite_inflation() {
    Lmg lmg = alone(new double[][] {{1, 1, 0.6}, {1, 1, 0.6}, {0.6, 0.6, 1}});
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
    Lmg lmg = alone(correlation);
    assertTrue(lmg.varianceInflation().stream().allMatch(inflation -> inflation == 1 / 0.0));
    assertEquals(0.29, lmg.rSquared(), 1e-14);
  }

  /**
   * Groups {@code G = [[0], [1, 2], [3]]} of {@code C} enter together: the mean over {@code
   * itertools.permutations(range(3))} of the gains of {@code r2}, which is that of the first case;
   * {@code max(1 / (1 - C[v, s] @ np.linalg.solve(C[np.ix_(s, s)], C[s, v])) for v in G[g])} with
   * {@code s} the variables of the other groups; NumPy 2.4.6.
   */
  @Test
  void variables_of_a_group_enter_together() {
    double[][] correlation = {
      {1, 0.5, 0.3, 0.2, 0.6},
      {0.5, 1, -0.2, 0.1, 0.4},
      {0.3, -0.2, 1, 0.4, 0.35},
      {0.2, 0.1, 0.4, 1, 0.3},
      {0.6, 0.4, 0.35, 0.3, 1}
    };
    Lmg lmg = Lmg.of(correlation, new int[] {1, 2, 1});
    double[] shares = {0.21302874463635788, 0.1919616419231796, 0.0394318800184177};
    double[] inflation = {1.7165668662674651, 1.3333333333333333, 1.2419605233976492};
    for (int i = 0; i < shares.length; i++) {
      assertEquals(shares[i], lmg.shares().get(i), 1e-14);
      assertEquals(inflation[i], lmg.varianceInflation().get(i), 1e-13);
    }
    assertEquals(0.44442226657795514, lmg.rSquared(), 1e-14);
  }

  /**
   * {@code i = np.arange(40); x = i * 7 % 11; z = i * i % 17; w = i * 3 % 13; y = x + z / 2 + i * 5
   * % 7}; the case above with {@code C = np.corrcoef([x, z, w, y])} and {@code G = [[0], [1, 2]]}.
   */
  @Test
  void columns_have_the_shares_of_their_correlations() {
    double[] x = column(i -> i * 7 % 11);
    double[] z = column(i -> i * i % 17);
    double[] w = column(i -> i * 3 % 13);
    double[] y = column(i -> x[i] + z[i] / 2 + i * 5 % 7);
    Lmg lmg = Lmg.of(y, List.of(List.of(x), List.of(z, w)));
    assertEquals(0.4652026092201493, lmg.shares().get(0), 1e-14);
    assertEquals(0.32032680391219953, lmg.shares().get(1), 1e-14);
    assertEquals(1.0059425436020029, lmg.varianceInflation().get(0), 1e-13);
    assertEquals(1.0046482417780045, lmg.varianceInflation().get(1), 1e-13);
  }

  @Test
  void groups_that_are_not_all_variables_are_an_error() {
    assertThrows(IllegalArgumentException.class, () -> Lmg.of(CORRELATION, new int[] {1, 1}));
  }

  @Test
  void no_exposure_is_an_error() {
    assertThrows(IllegalArgumentException.class, () -> alone(new double[][] {{1}}));
  }

  /** Returns the shares of exposures that are variables of their own. */
  private static Lmg alone(double[][] correlation) {
    int[] sizes = new int[correlation.length - 1];
    Arrays.fill(sizes, 1);
    return Lmg.of(correlation, sizes);
  }

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, 40).mapToDouble(value).toArray();
  }
}
