package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class JumpsTest {

  @Test
  void jumps_of_half_the_largest_or_more_count_with_their_direction() {
    assertArrayEquals(
        new double[] {0, 0, 1, 1, 0, 1, 1}, Jumps.counted(new double[] {5, 6, 16, 17, 9, 14, 14}));
  }

  @Test
  void a_constant_has_none() {
    assertArrayEquals(new double[3], Jumps.counted(new double[] {2, 2, 2}));
    assertArrayEquals(new double[1], Jumps.counted(new double[] {2}));
  }
}
