package dev.runvar.profile;

import java.util.Arrays;

/** The start and end times of the timed cycles of a run, in order; cycles do not overlap. */
public final class CycleSpans {

  private final long[] endUnixNanos;
  private final long[] wallNanos;

  /**
   * Cycles of a run.
   *
   * @param endUnixNanos when each ended
   * @param wallNanos how long each took
   */
  public CycleSpans(long[] endUnixNanos, long[] wallNanos) {
    this.endUnixNanos = endUnixNanos.clone();
    this.wallNanos = wallNanos.clone();
    if (endUnixNanos.length != wallNanos.length) {
      throw new IllegalArgumentException(
          "%d ends of %d cycles".formatted(endUnixNanos.length, wallNanos.length));
    }
    for (int i = 0; i < wallNanos.length; i++) {
      if (wallNanos[i] < 0 || (i > 0 && endUnixNanos[i] < endUnixNanos[i - 1])) {
        throw new IllegalArgumentException("cycle %d is not after the one before".formatted(i));
      }
    }
  }

  /**
   * Returns spans of equal length, for a run that reports no cycles.
   *
   * @param count how many
   */
  public static CycleSpans equal(long beginUnixNanos, long endUnixNanos, int count) {
    long[] ends = new long[count];
    long[] walls = new long[count];
    long before = beginUnixNanos;
    for (int i = 0; i < count; i++) {
      double share = (i + 1) / (double) count;
      ends[i] = beginUnixNanos + Math.round((endUnixNanos - beginUnixNanos) * share);
      walls[i] = ends[i] - before;
      before = ends[i];
    }
    return new CycleSpans(ends, walls);
  }

  /** Returns the number of cycles. */
  public int count() {
    return wallNanos.length;
  }

  /** Returns the mean wall time of cycles from one up to another, which is not included. */
  public double meanWallNanos(int first, int end) {
    return Arrays.stream(wallNanos, first, end).average().orElse(Double.NaN);
  }

  /** Returns when a cycle began, but not before the end of the previous one. */
  long beginUnixNanos(int cycle) {
    long begin = endUnixNanos[cycle] - wallNanos[cycle];
    return cycle == 0 ? begin : Math.max(begin, endUnixNanos[cycle - 1]);
  }

  /**
   * Returns the first cycle that ends after a point in time; the number of cycles if there is none.
   */
  int firstEndingAfter(long unixNanos) {
    int low = 0;
    int high = count();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (endUnixNanos[middle] > unixNanos) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  long endOf(int cycle) {
    return endUnixNanos[cycle];
  }
}
