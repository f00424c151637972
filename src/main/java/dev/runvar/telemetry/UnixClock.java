package dev.runvar.telemetry;

import java.time.Instant;

/**
 * Unix time in nanoseconds from the monotonic clock, anchored once: reading it allocates nothing.
 */
public final class UnixClock {

  private final long offsetNanos;

  public UnixClock() {
    Instant now = Instant.now();
    offsetNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
  }

  /** Returns the Unix time of a {@link System#nanoTime} reading. */
  public long unixNanos(long nanoTime) {
    return offsetNanos + nanoTime;
  }
}
