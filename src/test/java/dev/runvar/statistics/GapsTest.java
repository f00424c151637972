package dev.runvar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GapsTest {

  private static final double NAN = Double.NaN;

  /** Nine readings, of i² at every third place from 1 on. */
  private static final double[] SPARSE =
      IntStream.range(0, 27).mapToDouble(i -> i % 3 == 1 ? i * i : NAN).toArray();

  /** {@code np.interp(np.arange(27), np.arange(1, 27, 3), np.arange(1, 27, 3) ** 2.)}. */
  @Test
  void between_readings_are_straight_lines_as_in_numpy() {
    double[] filled = Gaps.filled(SPARSE);
    assertArrayEquals(new double[] {1, 1, 6, 11, 16}, Arrays.copyOf(filled, 5), 1e-12);
    assertEquals(625, filled[25]);
    assertEquals(625, filled[26]);
  }

  @Test
  void fewer_than_nine_readings_stay_as_they_are() {
    double[] few = SPARSE.clone();
    few[4] = NAN;
    assertEquals(8, Gaps.readings(Gaps.filled(few)));
    assertFalse(Gaps.varies(few));
  }

  @Test
  void a_series_without_gaps_is_copied() {
    double[] whole = IntStream.range(0, 12).mapToDouble(i -> i).toArray();
    assertArrayEquals(whole, Gaps.filled(whole));
    assertTrue(Gaps.varies(whole));
    assertFalse(Gaps.varies(new double[12]));
    assertEquals(0, Gaps.filled(new double[0]).length);
  }
}
