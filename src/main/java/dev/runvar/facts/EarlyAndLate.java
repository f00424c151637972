package dev.runvar.facts;

/**
 * Which timed cycles of a run are early and which are late: the first ⌊n/5⌋ and the last ⌈n/5⌉ of
 * n, as in the SQL view {@code timed_cycles}. If heavy cycles recur regularly, both are cut to
 * whole periods, so that each has its share of them.
 *
 * @param cycles of the run that have a wall time
 * @param period of its heavy cycles, 1 without any
 */
public record EarlyAndLate(int cycles, int period) {

  private static final int FIFTH = 5;
  private static final int THIRD = 3;

  /** The cycles from one to another, the last one not included. */
  public record Window(int begin, int end) {}

  /** Returns the number of early cycles. */
  private int length() {
    int fifth = cycles / FIFTH;
    if (period == 1) {
      return fifth;
    }
    if (period <= fifth) {
      return fifth / period * period;
    }
    return THIRD * period <= cycles ? period : fifth;
  }

  /** Returns whether windows hold whole periods of heavy cycles. */
  boolean isOfWholePeriods() {
    return period > 1 && length() % period == 0;
  }

  /** Returns the early cycles. */
  public Window early() {
    return early(0);
  }

  /** Returns a window as long as the early one, shifted by this number of windows. */
  public Window early(int windowsLater) {
    int length = length();
    return new Window(windowsLater * length, (windowsLater + 1) * length);
  }

  /**
   * Returns one of several evenly placed windows as long as the early one, the first at the start
   * of the run and the last at its end.
   */
  Window window(int index, int windows) {
    int begin = (int) ((long) (cycles - length()) * index / (windows - 1));
    return new Window(begin, begin + length());
  }

  /** Returns the late cycles, which end with the run. */
  public Window late() {
    int length = isOfWholePeriods() ? length() : cycles / FIFTH + (cycles % FIFTH == 0 ? 0 : 1);
    return new Window(cycles - length, cycles);
  }
}
