package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {

  /** {@code scipy.stats.spearmanr(x, y)}, SciPy 1.17.1. */
  @Test
  void untied_pairs_are_those_of_scipy() {
    double[] x = {86, 97, 99, 100, 101, 103, 106, 110, 112, 113};
    double[] y = {2, 20, 28, 27, 50, 29, 7, 17, 6, 12};
    RankCorrelation correlation = RankCorrelation.spearman(x, y).orElseThrow();
    assertEquals(-0.17575757575757575, correlation.rho(), 1e-15);
    assertEquals(0.6271883447764846, correlation.p(), 1e-12);
    assertEquals(10, correlation.n());
  }

  /** {@code scipy.stats.spearmanr(x, y)}, SciPy 1.17.1. */
  @Test
  void tied_pairs_are_those_of_scipy() {
    double[] x = {1, 2, 2, 3, 4, 4, 4, 5, 6, 7};
    double[] y = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    RankCorrelation correlation = RankCorrelation.spearman(x, y).orElseThrow();
    assertEquals(0.42547404571870995, correlation.rho(), 1e-14);
    assertEquals(0.22025108522647133, correlation.p(), 1e-12);
  }

  @Test
  void a_perfect_order_has_p_zero() {
    double[] x = {1, 2, 3, 4, 5};
    assertEquals(new RankCorrelation(1, 0, 5), RankCorrelation.spearman(x, x).orElseThrow());
  }

  /** {@code scipy.stats.spearmanr([-0.0, 0.0, 1, 2, -3], [1, 2, 3, 4, 5])}, SciPy 1.17.1. */
  @Test
  void the_two_zeros_are_a_tie() {
    double[] x = {-0.0, 0.0, 1, 2, -3};
    double[] y = {1, 2, 3, 4, 5};
    assertEquals(-0.05129891760425771, RankCorrelation.spearman(x, y).orElseThrow().rho(), 1e-15);
  }

  @Test
  void constants_and_too_few_pairs_have_no_correlation() {
    double[] constant = {1, 1, 1, 1};
    double[] varying = {1, 2, 3, 4};
    assertTrue(RankCorrelation.spearman(constant, varying).isEmpty());
    assertTrue(RankCorrelation.spearman(varying, constant).isEmpty());
    assertTrue(RankCorrelation.spearman(new double[] {1, 2}, new double[] {2, 1}).isEmpty());
  }
}
