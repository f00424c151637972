package dev.runvar.instrument;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much of what was available was used, over a window that is long enough for counters that move
 * in the kernel's tick of 10 ms. Not thread-safe.
 */
public final class SlidingShare {

  /** Fifty ticks: a core's share in steps of 2 %. */
  public static final Duration WINDOW = Duration.ofMillis(500);

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * Returns the share in percent over the shortest window of at least {@link #WINDOW} that ends
   * now; null before such a time has passed, and when nothing was available in it.
   *
   * @param nanoTime now
   * @param used a counter
   * @param available a counter of the same unit
   */
  public Double percent(long nanoTime, double used, double available) {
    samples.addLast(new Sample(nanoTime, used, available));
    Sample begin = null;
    while (nanoTime - samples.peekFirst().nanoTime >= WINDOW.toNanos()) {
      begin = samples.removeFirst();
    }
    if (begin == null) {
      return null;
    }
    samples.addFirst(begin);
    double passed = available - begin.available;
    // Two counters of the kernel are not read at the same instant.
    return passed > 0 ? Math.max(0, 100 * (used - begin.used) / passed) : null;
  }

  private record Sample(long nanoTime, double used, double available) {}
}
