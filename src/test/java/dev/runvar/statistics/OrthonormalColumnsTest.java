package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrthonormalColumnsTest {

  private static final int CYCLES = 200;

  /** Rows whose cycle is a multiple of 3. */
  private static final double[] POSITIONS =
      IntStream.range(0, 67).mapToDouble(i -> 3.0 * i).toArray();

  private static final OrthonormalColumns TREND =
      OrthonormalColumns.of(NaturalSpline.ofTrend(CYCLES).basis(POSITIONS));

  @Test
  void a_straight_line_and_a_constant_leave_nothing() {
    double[] nothing = new double[POSITIONS.length];
    assertArrayEquals(nothing, TREND.residuals(column(i -> 5 - 2 * i)), 1e-11);
    assertArrayEquals(nothing, TREND.residuals(column(i -> 7)), 1e-12);
  }

  /**
   * {@code x = np.arange(67) * 3.; T = np.asarray(patsy.dmatrix("cr(x, knots=k, lower_bound=0,
   * upper_bound=199) - 1", {"x": x, "k": [8, 16, 50, 75, 100, 125, 150, 175]})); y = np.arange(67)
   * ** 2 % 17; r = sm.OLS(y, T).fit().resid; r[[0, 1, 40, 66]]}, patsy 1.0.3, statsmodels 0.15.0.
   */
  @Test
  void residuals_are_those_of_statsmodels() {
    double[] residuals = TREND.residuals(column(i -> i * i % 17));
    double[] expected = {
      0.4901719726163727, -1.0429871318671098, -9.26640195498743, -2.6628824629941974
    };
    assertArrayEquals(
        expected, new double[] {residuals[0], residuals[1], residuals[40], residuals[66]}, 1e-12);
  }

  /**
   * With T of the case above, {@code x = np.arange(67) * 7 % 11; c = np.arange(67) ** 2 % 17}:
   * {@code sm.OLS(x, T).fit().ssr / ((x - x.mean()) ** 2).sum()}, and the same with {@code
   * np.column_stack([T, c])}.
   */
  @Test
  void tolerances_are_those_of_statsmodels() {
    double[] exposure = column(i -> i * 7 % 11);
    double[] covariate = column(i -> i * i % 17);
    assertEquals(0.9486664917727576, TREND.tolerance(exposure), 1e-13);
    assertEquals(0.9468033918556548, TREND.with(List.of(covariate)).tolerance(exposure), 1e-13);
  }

  /**
   * With T of the case above: {@code min(range(1, 67), key=lambda k: sm.OLS(y, np.column_stack([T,
   * np.arange(67) >= k])).fit().ssr)}, for {@code i = np.arange(67)} and y = {@code i * 7 % 11 +
   * np.where(i >= 30, 16, 0)}, {@code i * 7 % 11 + np.where(i >= 30, 6, 0)} and {@code i ** 2 %
   * 17}.
   */
  @Test
  void the_largest_step_is_the_one_with_which_statsmodels_leaves_least() {
    assertEquals(30, place(column(i -> i * 7 % 11 + (i >= 30 ? 16 : 0))));
    assertEquals(58, place(column(i -> i * 7 % 11 + (i >= 30 ? 6 : 0))));
    assertEquals(5, place(column(i -> i * i % 17)));
  }

  @Test
  void a_constant_has_no_tolerance_whatever_its_rounding() {
    assertEquals(0, TREND.tolerance(column(i -> 0.1)));
    assertEquals(0, TREND.tolerance(column(i -> 1 + i % 2 * 2.3e-16)));
    assertTrue(TREND.tolerance(column(i -> 1e15 + i % 2 * 1e5)) > 0.5);
  }

  @Test
  void a_covariate_stays_however_little_of_it_is_its_own() {
    double[] other = column(i -> i * 7 % 11);
    double[] rest = TREND.residuals(other);
    assertArrayEquals(rest, TREND.with(List.of(column(i -> 3))).residuals(other));
    assertArrayEquals(rest, TREND.with(List.of(column(i -> 2.0 * i))).residuals(other));
    // Some 2e-5 of its variation is its own.
    double[] nearlyTrend = column(i -> 20.0 * i + i * i % 17);
    OrthonormalColumns once = TREND.with(List.of(nearlyTrend));
    OrthonormalColumns twice = TREND.with(List.of(nearlyTrend, nearlyTrend.clone()));
    assertEquals(0, once.tolerance(nearlyTrend), 1e-12);
    assertArrayEquals(once.residuals(other), twice.residuals(other));
  }

  @Test
  void a_step_that_is_in_the_columns_is_not_found_again() {
    double[] step = column(i -> i < 30 ? 0 : 1);
    double[] next = TREND.with(List.of(step)).largestStep(step);
    assertNotEquals(30, first(next));
  }

  private static int place(double[] column) {
    return first(TREND.largestStep(column));
  }

  private static int first(double[] step) {
    int place = 0;
    while (place < step.length && step[place] == 0) {
      place++;
    }
    return place;
  }

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, POSITIONS.length).mapToDouble(value).toArray();
  }
}
