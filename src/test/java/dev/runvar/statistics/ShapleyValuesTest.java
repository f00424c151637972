package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapleyValuesTest {

  private static final double[] CELLS = {100.0, 80.0, 95.0, 70.0, 60.0, 48.0, 58.0, 9.0};

  /**
   * For {@code o in itertools.permutations(range(3))}, from {@code m = 0}: {@code for i in o: v[i]
   * += (c[m | 1 << i] - c[m]) / 6; m |= 1 << i}.
   */
  @Test
  void values_are_those_of_all_orders_and_sum_to_the_total() {
    ShapleyValues shapley = ShapleyValues.of(CELLS);
    double[] expected = {-29.166666666666668, -16.666666666666668, -45.166666666666664};
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], shapley.values().get(i), 1e-13);
      sum += shapley.values().get(i);
    }
    assertEquals(CELLS[7] - CELLS[0], sum, 1e-13);
  }

  @Test
  void simple_effects_are_differences_at_both_corners() {
    ShapleyValues shapley = ShapleyValues.of(CELLS);
    assertEquals(List.of(-20.0, -5.0, -40.0), shapley.alone());
    assertEquals(List.of(-49.0, -39.0, -61.0), shapley.last());
  }

  @Test
  void costs_that_add_are_their_own_values() {
    ShapleyValues shapley = ShapleyValues.of(new double[] {10, 8, 7, 5});
    assertEquals(List.of(-2.0, -3.0), shapley.values());
  }

  @Test
  void cells_that_are_no_factorial_are_an_error() {
    assertThrows(IllegalArgumentException.class, () -> ShapleyValues.of(new double[6]));
    assertThrows(IllegalArgumentException.class, () -> ShapleyValues.of(new double[0]));
  }
}
