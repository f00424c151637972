package dev.runvar.telemetry;

import java.time.Instant;

/**
 * Unix time in nanoseconds from the monotonic clock, anchored once: reading it allocates nothing.
 */
public final class UnixClock {

  private static final int TRIES = 16;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long offsetNanos;

  /** Anchors by the quickest of some tries: a thread may lose its core between two clocks. */
  public UnixClock() {
    long best = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 0; i < TRIES; i++) {
      long before = System.nanoTime();
      Instant now = Instant.now();
      long took = System.nanoTime() - before;
      if (took < best) {
        best = took;
        offset = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano() - before - took / 2;
      }
    }
    offsetNanos = offset;
  }

  /** Returns the Unix time of a {@link System#nanoTime} reading. */
  public long unixNanos(long nanoTime) {
    return offsetNanos + nanoTime;
  }

  /** Returns the {@link System#nanoTime} of a Unix time. */
  public long nanoTime(long unixNanos) {
    return unixNanos - offsetNanos;
  }
}
