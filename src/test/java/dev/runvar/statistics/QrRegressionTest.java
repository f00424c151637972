package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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
    double[] x = {1, 2, 4, 8, 16, 32};
    assertEquals(2, QrFactorisation.of(ONES, x, nudged(x, 1e-11)).rank());
    assertEquals(3, QrFactorisation.of(ONES, x, nudged(x, 1e-9)).rank());
  }

  @Test
  void a_dependent_column_has_no_coefficient_and_changes_nothing() {
    double[] x = {1, 2, 4, 8, 16, 32};
    double[] twice = {2, 4, 8, 16, 32, 64};
    double[] y = {3, 1, 4, 1, 5, 9};
    QrRegression without = QrRegression.of(QrFactorisation.of(ONES, x), y);
    QrRegression with = QrRegression.of(QrFactorisation.of(ONES, twice, x), y);
    assertTrue(Double.isNaN(with.coefficients().get(2)));
    assertTrue(Double.isNaN(with.standardErrors().get(2)));
    assertEquals(without.coefficients().get(1) / 2, with.coefficients().get(1), 1e-15);
    assertEquals(without.rSquared(), with.rSquared(), 1e-15);
    assertEquals(4, with.degreesOfFreedom());
  }

  @Test
  void a_column_of_zeros_and_one_more_than_rows_are_left_out() {
    double[] zeros = {0, 0};
    double[] tiny = {1e-100, 0};
    double[] huge = {1e9, 1};
    double[] third = {5, 7};
    assertEquals(List.of(1, 2), QrFactorisation.of(zeros, tiny, huge, third).kept());
  }

  @Test
  void an_extended_factorisation_is_that_of_all_columns() {
    double[] x = {1, 2, 4, 8, 16, 32};
    double[] y = {3, 1, 4, 1, 5, 9};
    QrFactorisation base = QrFactorisation.of(ONES);
    QrFactorisation extended = base.extended(x);
    assertEquals(QrRegression.of(QrFactorisation.of(ONES, x), y), QrRegression.of(extended, y));
    assertEquals(1, base.rank());
  }

  @Test
  void residuals_are_at_right_angles_to_the_columns_and_y_stays_as_it_is() {
    double[] x = {1, 2, 4, 8, 16, 32};
    double[] y = {3, 1, 4, 1, 5, 9};
    double[] residuals = QrFactorisation.of(ONES, x).residuals(y);
    double sum = 0;
    double product = 0;
    for (int i = 0; i < y.length; i++) {
      sum += residuals[i];
      product += residuals[i] * x[i];
    }
    assertEquals(0, sum, 1e-14);
    assertEquals(0, product, 1e-13);
    assertEquals(3, y[0]);
  }

  @Test
  void a_constant_response_has_no_share_and_unequal_columns_are_an_error() {
    QrFactorisation columns = QrFactorisation.of(new double[][] {ONES});
    assertTrue(Double.isNaN(QrRegression.of(columns, ONES).rSquared()));
    double[] shorter = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> columns.extended(shorter));
    assertThrows(IllegalArgumentException.class, () -> columns.residuals(shorter));
  }

  @Test
  void a_column_that_is_not_finite_is_an_error() {
    double[] column = {1, 2, Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> QrFactorisation.of(column));
  }

  private static double[] nudged(double[] column, double share) {
    double[] nudged = column.clone();
    nudged[0] += share * 36.5;
    return nudged;
  }

  private static QrRegression fit(NistDataset data, double[][] columns) {
    return QrRegression.of(QrFactorisation.of(columns), data.column(0));
  }

  /** Tolerances are relative, and absolute for certified zeros, of whose data y is in the 1e6. */
  private static void assertCertified(NistDataset data, double[][] columns, double tolerance) {
    QrRegression fit = fit(data, columns);
    assertEstimates(data, fit.coefficients(), tolerance);
    for (int i = 0; i < data.deviations().size(); i++) {
      assertRelative(data.deviations().get(i), fit.standardErrors().get(i), tolerance);
    }
    assertRelative(data.rSquared(), fit.rSquared(), tolerance);
    assertRelative(data.residualDeviation(), fit.residualDeviation(), tolerance);
  }

  private static void assertEstimates(NistDataset data, List<Double> estimates, double tolerance) {
    for (int i = 0; i < data.estimates().size(); i++) {
      assertRelative(data.estimates().get(i), estimates.get(i), tolerance);
    }
  }

  private static void assertRelative(double expected, double actual, double tolerance) {
    assertEquals(expected, actual, tolerance * (expected == 0 ? 1 : Math.abs(expected)));
  }

  /** Fits powers of (x − centre) / width and multiplies them out into powers of x. */
  private static List<Double> centred(NistDataset data, int degree, double centre, double width) {
    List<Double> fitted = fit(data, data.powers(degree, centre, width)).coefficients();
    List<Double> raw = new ArrayList<>();
    for (int power = 0; power <= degree; power++) {
      double sum = 0;
      for (int i = power; i <= degree; i++) {
        sum +=
            fitted.get(i)
                * CombinatoricsUtils.binomialCoefficientDouble(i, power)
                * Math.pow(-centre, i - power)
                / Math.pow(width, i);
      }
      raw.add(sum);
    }
    return raw;
  }
}
