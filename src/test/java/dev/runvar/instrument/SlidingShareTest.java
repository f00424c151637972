package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class SlidingShareTest {

  private static final long MILLIS = 1_000_000;

  private final SlidingShare share = new SlidingShare();

  @Test
  void there_is_no_share_before_the_window_is_full() {
    assertNull(share.percent(0, 0, 0));
    assertNull(share.percent(499 * MILLIS, 10, 100));
    assertEquals(20, share.percent(500 * MILLIS, 20, 100));
  }

  @Test
  void the_window_is_the_shortest_that_is_long_enough() {
    share.percent(0, 0, 0);
    share.percent(100 * MILLIS, 1_000, 1_000);
    share.percent(200 * MILLIS, 1_000, 2_000);
    share.percent(700 * MILLIS, 1_000, 7_000);
    assertEquals(0, share.percent(800 * MILLIS, 1_000, 8_000));
  }

  @Test
  void counters_that_did_not_move_give_nothing_and_not_zero() {
    share.percent(0, 5, 100);
    assertNull(share.percent(600 * MILLIS, 5, 100));
  }
}
