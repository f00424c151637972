package dev.runvar.telemetry;

/**
 * Tells from the wall times of a run, one after the other, that they are times since its start: in
 * 20 cycles or more they never fall, and rise in total. Or they seldom fall, as after a restart or
 * when a clock is set, and begin with about what they rise by: times of a cycle do not. Where most
 * times repeat the one before, as of lines that came together, they have to begin so as well.
 */
public final class TimeSinceStart {

  /** Fewer cycles may rise by chance. */
  private static final int FEWEST_CYCLES = 20;

  private static final double SELDOM = 0.05;

  /** A first cycle may take longer than the others, by its set-up. */
  private static final double FIRST_RISES = 5;

  /** A clock that shows the same time for several cycles begins with no more than its unit. */
  private static final double FIRST_PLATEAU_RISES = 1.5;

  private long cycles;
  private double first;
  private double last;
  private long falls;
  private long changes;
  private double rises;
  private double largest;

  /** Takes the next wall time. */
  public void add(double wallNanos) {
    if (cycles == 0) {
      first = wallNanos;
    }
    if (cycles > 0 && wallNanos < last) {
      falls++;
    } else if (cycles > 0) {
      rises += wallNanos - last;
      changes += wallNanos > last ? 1 : 0;
    }
    largest = Math.max(largest, wallNanos);
    last = wallNanos;
    cycles++;
  }

  /** Returns whether the times so far look like times since the start. */
  public boolean isLikely() {
    if (cycles < FEWEST_CYCLES) {
      return false;
    }
    if (falls == 0) {
      boolean mostRepeat = 2 * changes < cycles;
      return last > first && !(mostRepeat && first > FIRST_PLATEAU_RISES * rises / changes);
    }
    double meanRise = rises / (cycles - 1 - falls);
    return falls <= SELDOM * cycles && first <= FIRST_RISES * meanRise && largest > first;
  }

  /** Returns how often the times fall, in words. */
  public String falls() {
    return falls == 0
        ? "never falls in %,d cycles".formatted(cycles)
        : "falls in %,d of %,d cycles only, and begins with what it rises by"
            .formatted(falls, cycles);
  }

  public static boolean isLikely(double[] wallNanos) {
    TimeSinceStart times = new TimeSinceStart();
    for (double nanos : wallNanos) {
      times.add(nanos);
    }
    return times.isLikely();
  }
}
