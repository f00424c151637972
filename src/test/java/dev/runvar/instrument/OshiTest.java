package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OshiTest {

  @Test
  void a_part_that_swallows_interrupts_leaves_that_of_the_caller() {
    assertNotNull(Oshi.SYSTEM, "the log is there");
    Thread.currentThread().interrupt();
    assertFalse(Oshi.apart(Thread::interrupted));
    assertTrue(Thread.interrupted());
  }
}
