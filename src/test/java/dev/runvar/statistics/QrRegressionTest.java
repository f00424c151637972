package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The certified values are those of the NIST Statistical Reference Datasets, Linear Least Squares
 * Regression, https://www.itl.nist.gov/div898/strd/lls/lls.shtml, in src/test/resources/nist.
 */
class QrRegressionTest {

  private static final double[] ONES = {1, 1, 1, 1, 1, 1};
  private static final double[] X = {1, 2, 4, 8, 16, 32};
  private static final double[] Y = {3, 1, 4, 1, 5, 9};

  @Test
  void norris_has_twelve_certified_digits() {
    NistDataset norris = NistDataset.read("norris");
    assertCertified(norris, norris.powers(1, 0, 1), 1e-12);
  }

  @Test
  void longley_has_eight_certified_digits() {
    NistDataset longley = NistDataset.read("longley");
    double[][] columns = new double[7][];
    columns[0] = new double[longley.rows().size()];
    Arrays.fill(columns[0], 1);
    for (int i = 1; i < columns.length; i++) {
      columns[i] = longley.column(i);
    }
    assertCertified(longley, columns, 1e-8);
  }

  @ParameterizedTest
  @CsvSource({"wampler1,1e-8", "wampler2,1e-11", "wampler3,1e-8", "wampler4,1e-7"})
  void wampler_has_certified_digits_on_raw_powers(String name, double tolerance) {
    NistDataset wampler = NistDataset.read(name);
    assertCertified(wampler, wampler.powers(5, 0, 1), tolerance);
  }

  /**
   * With errors of 1e7 about coefficients of 1, raw powers keep five digits, centred ones seven.
   */
  @Test
  void wampler5_has_certified_digits() {
    NistDataset wampler = NistDataset.read("wampler5");
    assertCertified(wampler, wampler.powers(5, 0, 1), 1e-5);
    assertEstimates(wampler, centred(wampler, 5, 10, 10), 1e-7);
  }

  /** The condition number is 1.8e15: raw powers keep seven digits, centred ones twelve. */
  @Test
  void filip_has_certified_digits() {
    NistDataset filip = NistDataset.read("filip");
    assertCertified(filip, filip.powers(10, 0, 1), 1e-7);
    assertEstimates(filip, centred(filip, 10, -6, 2), 1e-12);
  }

  /** Of a column, 1e-11 of its length is rounding and 1e-9 is not. */
  @Test
  void a_column_depends_on_others_when_they_leave_one_part_in_ten_to_the_tenth() {
    assertTrue(Double.isNaN(fit(Y, ONES, X, nudged(1e-11))[2]));
    assertFalse(Double.isNaN(fit(Y, ONES, X, nudged(1e-9))[2]));
  }

  @Test
  void a_dependent_column_has_no_coefficient_and_changes_nothing() {
    double[] twice = {2, 4, 8, 16, 32, 64};
    double[] without = fit(Y, ONES, X);
    double[] with = fit(Y, ONES, twice, X);
    assertArrayEquals(new double[] {without[0], without[1] / 2, Double.NaN}, with, 1e-14);
  }

  @Test
  void a_column_of_zeros_and_one_more_than_rows_are_left_out() {
    double[] zeros = {0, 0};
    double[] tiny = {1e-100, 0};
    double[] huge = {1e9, 1};
    double[] third = {5, 7};
    double[] fit = fit(third, zeros, tiny, huge, third);
    assertTrue(Double.isNaN(fit[0]) && Double.isNaN(fit[3]));
    assertEquals(7, fit[2]);
  }

  @Test
  void residuals_are_at_right_angles_to_the_columns_and_y_stays_as_it_is() {
    double[] fit = fit(Y, ONES, X);
    double sum = 0;
    double product = 0;
    for (int i = 0; i < Y.length; i++) {
      double residual = Y[i] - fit[0] - fit[1] * X[i];
      sum += residual;
      product += residual * X[i];
    }
    assertEquals(0, sum, 1e-14);
    assertEquals(0, product, 1e-13);
    assertArrayEquals(new double[] {3, 1, 4, 1, 5, 9}, Y);
    assertArrayEquals(new double[] {1, 2, 4, 8, 16, 32}, X);
  }

  @Test
  void unequal_columns_are_an_error() {
    double[] shorter = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> fit(Y, ONES, shorter));
  }

  @Test
  void a_column_that_is_not_finite_is_an_error() {
    double[] column = {1, 2, Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> fit(new double[3], column));
  }

  private static double[] nudged(double share) {
    double[] nudged = X.clone();
    nudged[0] += share * 36.5;
    return nudged;
  }

  private static double[] fit(double[] y, double[]... columns) {
    return QrRegression.coefficients(List.of(columns), y);
  }

  /** Tolerances are relative, and absolute for certified zeros, of whose data y is in the 1e6. */
  private static void assertCertified(NistDataset data, double[][] columns, double tolerance) {
    assertEstimates(data, fit(data.column(0), columns), tolerance);
  }

  private static void assertEstimates(NistDataset data, double[] estimates, double tolerance) {
    for (int i = 0; i < data.estimates().size(); i++) {
      assertRelative(data.estimates().get(i), estimates[i], tolerance);
    }
  }

  private static void assertRelative(double expected, double actual, double tolerance) {
    assertEquals(expected, actual, tolerance * (expected == 0 ? 1 : Math.abs(expected)));
  }

  /** Fits powers of (x − centre) / width and multiplies them out into powers of x. */
  private static double[] centred(NistDataset data, int degree, double centre, double width) {
    double[] fitted = fit(data.column(0), data.powers(degree, centre, width));
    double[] raw = new double[fitted.length];
    for (int power = 0; power <= degree; power++) {
      for (int i = power; i <= degree; i++) {
        raw[power] +=
            fitted[i]
                * CombinatoricsUtils.binomialCoefficientDouble(i, power)
                * Math.pow(-centre, i - power)
                / Math.pow(width, i);
      }
    }
    return raw;
  }
}
