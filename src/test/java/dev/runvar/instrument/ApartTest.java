package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ApartTest {

  @Test
  void an_interruption_is_kept_by_whoever_waits() {
    Thread.currentThread().interrupt();
    String made =
        Apart.make(
            () -> {
              assertFalse(Thread.currentThread().isInterrupted());
              return "made";
            });
    assertTrue(Thread.interrupted());
    assertEquals("made", made);
  }
}
