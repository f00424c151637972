package dev.runvar.hypothesis;

/**
 * Tells from the wall times of a run, one after the other, that they are times since its start: in
 * 20 cycles or more they never fall, and they rise in total.
 */
public final class TimeSinceStart {

  /** Fewer cycles may rise by chance. */
  private static final int FEWEST_CYCLES = 20;

  private long cycles;
  private double first;
  private double last;
  private boolean fell;

  /** Takes the next wall time. */
  public void add(double wallNanos) {
    if (cycles == 0) {
      first = wallNanos;
    }
    fell |= cycles > 0 && wallNanos < last;
    last = wallNanos;
    cycles++;
  }

  /** Returns whether the times so far look like times since the start. */
  public boolean isLikely() {
    return cycles >= FEWEST_CYCLES && !fell && last > first;
  }

  static boolean isLikely(double[] wallNanos) {
    TimeSinceStart times = new TimeSinceStart();
    for (double nanos : wallNanos) {
      times.add(nanos);
    }
    return times.isLikely();
  }
}
