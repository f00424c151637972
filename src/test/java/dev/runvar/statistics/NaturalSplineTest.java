package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalSplineTest {

  @Test
  void the_knots_of_a_trend_double_and_then_step_by_eighths() {
    assertEquals(
        List.of(0.0, 8.0, 16.0, 32.0, 64.0, 250.0, 375.0, 500.0, 625.0, 750.0, 875.0, 999.0),
        NaturalSpline.ofTrend(1000).knots());
    assertEquals(
        List.of(0.0, 8.0, 16.0, 32.0, 48.0, 64.0, 80.0, 96.0, 112.0, 127.0),
        NaturalSpline.ofTrend(128).knots());
    assertEquals(
        List.of(0.0, 2.25, 3.375, 4.5, 5.625, 6.75, 7.875, 8.0), NaturalSpline.ofTrend(9).knots());
  }

  /**
   * {@code patsy.dmatrix("cr(x, knots=[2, 5], lower_bound=0, upper_bound=9) - 1", {"x": [0.5, 3,
   * 8.25]})}, patsy 1.0.3.
   */
  @Test
  void the_basis_is_that_of_patsy() {
    double[][] basis =
        new NaturalSpline(List.of(0.0, 2.0, 5.0, 9.0)).basis(new double[] {0.5, 3, 8.25});
    assertArrayEquals(
        new double[] {0.6999045801526718, -0.14758269720101783, 0.033143487595419845},
        basis[0],
        1e-14);
    assertArrayEquals(
        new double[] {0.34064885496183206, 0.8702290076335877, -0.12889134064885494},
        basis[1],
        1e-14);
    assertArrayEquals(
        new double[] {-0.04592080152671755, 0.3091603053435114, 0.3384869990458015},
        basis[2],
        1e-14);
    assertArrayEquals(
        new double[] {0.00536736641221374, -0.03180661577608142, 0.7572608540076335},
        basis[3],
        1e-14);
  }

  @Test
  void too_few_cycles_and_positions_outside_are_errors() {
    assertThrows(IllegalArgumentException.class, () -> NaturalSpline.ofTrend(8));
    NaturalSpline spline = new NaturalSpline(List.of(0.0, 1.0, 2.0));
    assertThrows(IllegalArgumentException.class, () -> spline.basis(new double[] {2.1}));
    assertThrows(IllegalArgumentException.class, () -> spline.basis(new double[] {Double.NaN}));
    assertThrows(IllegalArgumentException.class, () -> new NaturalSpline(List.of(0.0, 2.0, 2.0)));
    assertThrows(IllegalArgumentException.class, () -> new NaturalSpline(List.of(0.0, 2.0)));
  }
}
