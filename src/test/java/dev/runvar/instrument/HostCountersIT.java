package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** Our reading of /proc against OSHI's. */
class HostCountersIT {

  @Test
  void the_counters_of_linux_are_those_of_oshi() {
    assumeTrue(LinuxHostCounters.isPossible());
    HostCounters ours = new LinuxHostCounters();
    HostCounters theirs = new OshiHostCounters();
    HostCounters.Ticks before = theirs.ticks();
    HostCounters.Ticks now = ours.ticks();
    HostCounters.Ticks after = theirs.ticks();
    // OSHI gives milliseconds, the kernel hundredths of a second.
    assertTrue(before.busy() <= 10 * now.busy() && 10 * now.busy() <= after.busy());
    assertTrue(before.all() <= 10 * now.all() && 10 * now.all() <= after.all());
    assertEquals(theirs.cores(), ours.cores());
    assertEquals(theirs.memoryPercent(), ours.memoryPercent(), 1);
  }
}
