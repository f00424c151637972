package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {

  /**
   * {@code sm.OLS(y, sm.add_constant(np.column_stack([c, c*c]))).fit()} for c = 0 … 11, statsmodels
   * 0.15.0: params and rsquared.
   */
  @Test
  void a_quadratic_is_that_of_statsmodels() {
    double[] y = {3.1, 2.9, 3.6, 4.2, 4.1, 5.5, 5.9, 7.2, 8.8, 9.1, 11.4, 12.9};
    double[][] rows = new double[y.length][];
    for (int c = 0; c < y.length; c++) {
      rows[c] = new double[] {c, (double) c * c, y[c]};
    }
    LeastSquares fit = fit(rows);
    assertEquals(3.0299450549450557, fit.intercept(), 1e-12);
    assertEquals(0.062312687312685244, fit.coefficients().get(0), 1e-12);
    assertEquals(0.0755494505494509, fit.coefficients().get(1), 1e-13);
    assertEquals(0.9913283952952544, fit.rSquared(), 1e-13);
  }

  /** NIST StRD Norris: certified intercept, slope and R². */
  @Test
  void norris_has_the_certified_values() {
    double[] y = {
      0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1,
      668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0,
      998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2
    };
    double[] x = {
      0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5,
      666.9, 338.0, 447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2,
      999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5
    };
    double[][] rows = new double[y.length][];
    for (int i = 0; i < y.length; i++) {
      rows[i] = new double[] {x[i], y[i]};
    }
    LeastSquares fit = fit(rows);
    assertEquals(-0.262323073774029, fit.intercept(), 1e-11);
    assertEquals(1.00211681802045, fit.coefficients().get(0), 1e-13);
    assertEquals(0.999993745883712, fit.rSquared(), 1e-13);
  }

  @Test
  void constants_collinear_exposures_and_too_few_rows_have_no_fit() {
    assertTrue(LeastSquares.ofMoments(9, new double[2], new double[][] {{0, 0}, {0, 1}}).isEmpty());
    assertTrue(LeastSquares.ofMoments(9, new double[2], new double[][] {{1, 0}, {0, 0}}).isEmpty());
    double[][] twice = {{1, 2, 1}, {2, 4, 2}, {1, 2, 3}};
    assertTrue(LeastSquares.ofMoments(9, new double[3], twice).isEmpty());
    double[][] fine = {{1, 0.5}, {0.5, 1}};
    assertTrue(LeastSquares.ofMoments(2, new double[2], fine).isEmpty());
    assertTrue(LeastSquares.ofMoments(3, new double[2], fine).isPresent());
  }

  private static LeastSquares fit(double[][] rows) {
    int k = rows[0].length;
    double[] means = new double[k];
    for (int j = 0; j < k; j++) {
      double[] column = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][j];
      }
      means[j] = new Mean().evaluate(column);
    }
    double[][] covariance = new Covariance(rows, false).getCovarianceMatrix().getData();
    return LeastSquares.ofMoments(rows.length, means, covariance).orElseThrow();
  }
}
