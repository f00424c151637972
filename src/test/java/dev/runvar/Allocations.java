package dev.runvar;

import java.lang.management.ManagementFactory;

/** Counts what a piece of code allocates on the calling thread. */
public final class Allocations {

  private static final int ROUNDS = 10;

  private Allocations() {}

  /**
   * Returns the fewest bytes that any of several rounds allocated: the first ones also pay for
   * classes that are loaded and code that is compiled.
   */
  public static long leastOf(Runnable round) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = threads.getThreadAllocatedBytes(id);
      round.run();
      least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
    }
    return least;
  }
}
