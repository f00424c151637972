package dev.runvar.profile;

import java.util.Objects;

/**
 * A window of cycles over which samples are summed.
 *
 * @param kind which division of the run it belongs to
 * @param index its place in that division, from 0
 * @param firstCycle the first of its cycles, by place among the timed cycles
 * @param endCycle the first cycle after it
 * @param meanWallNanos mean wall time of its cycles
 */
public record CycleWindow(
    Kind kind, int index, int firstCycle, int endCycle, double meanWallNanos) {

  /** Divisions of a run. */
  public enum Kind {
    /** One of at most fifty groups of equal size. */
    GROUP,
    /** One of the blocks of the first fifth. */
    EARLY,
    /** One of the blocks of the last fifth. */
    LATE
  }

  public CycleWindow {
    Objects.requireNonNull(kind, "kind");
    if (firstCycle < 0 || endCycle <= firstCycle) {
      throw new IllegalArgumentException("cycles %d to %d".formatted(firstCycle, endCycle));
    }
  }

  /** Returns how many cycles it has. */
  public int cycles() {
    return endCycle - firstCycle;
  }
}
