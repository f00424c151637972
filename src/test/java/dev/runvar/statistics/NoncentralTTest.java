package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NoncentralTTest {

  /** {@code scipy.stats.nct.sf(t, df, nc)}, SciPy 1.17.1. */
  @Test
  void tails_are_those_of_scipy() {
    assertEquals(0.6723734339710774, new NoncentralT(4).upperTail(2.776, 3.2), 1e-12);
    assertEquals(0.21648780655878175, new NoncentralT(1).upperTail(12.7, 3.5), 1e-10);
    assertEquals(0.3102896726577769, new NoncentralT(200).upperTail(2, 1.5), 1e-12);
    assertEquals(0.0018706863828372791, new NoncentralT(9).upperTail(1, -2), 1e-12);
  }

  /** {@code scipy.stats.t.sf(2.3, 7)}, SciPy 1.17.1. */
  @Test
  void without_a_shift_it_is_students_t() {
    assertEquals(0.027495547602185796, new NoncentralT(7).upperTail(2.3, 0), 1e-13);
  }

  @Test
  void the_shift_of_a_power_has_that_power() {
    NoncentralT t = new NoncentralT(4);
    assertEquals(0.8, t.upperTail(2.776, t.shiftOf(2.776, 0.8)), 1e-10);
  }
}
