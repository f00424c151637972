package dev.runvar.facts;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The places at which runs are compared with each other.
 *
 * @param cyclesPerRow size of the blocks of cycles that are averaged; 1 except in very long runs
 * @param shares number of places from start to end of a run; 0 if runs are equally long, because a
 *     share of the run is then a cycle
 * @param clockBeginNanos time of the first place of the clock, since 1970
 * @param clockStepNanos time from one place of the clock to the next; 0 if the times of runs are
 *     not known, or if no two runs overlap in time
 */
public record CourseGrid(int cyclesPerRow, int shares, long clockBeginNanos, long clockStepNanos)
    implements Serializable {

  /** Longer runs are averaged in blocks of cycles. */
  private static final int MOST_ROWS = 20_000;

  private static final double EQUALLY_LONG = 0.99;

  /** The axes along which runs can share changes. */
  public enum Axis {
    CYCLE,
    SHARE,
    CLOCK
  }

  public CourseGrid {
    if (cyclesPerRow < 1 || shares < 0 || clockStepNanos < 0) {
      throw new IllegalArgumentException(
          "a grid of %d, %d, %d".formatted(cyclesPerRow, shares, clockStepNanos));
    }
  }

  /** Returns the grid without clock times, from the lengths of the shortest and the longest run. */
  public static CourseGrid of(int fewestCycles, int mostCycles) {
    int perRow = Math.max(1, (mostCycles + MOST_ROWS - 1) / MOST_ROWS);
    boolean equal = fewestCycles >= EQUALLY_LONG * mostCycles;
    return new CourseGrid(perRow, equal ? 0 : (mostCycles + perRow - 1) / perRow, 0, 0);
  }

  /** Returns this grid with clock times. */
  public CourseGrid withClock(long beginNanos, long stepNanos) {
    return new CourseGrid(cyclesPerRow, shares, beginNanos, stepNanos);
  }

  /** Returns the axes along which a run can be compared with others. */
  public List<Axis> axes(RunContext context, RunTelemetry run) {
    List<Axis> axes = new ArrayList<>(List.of(Axis.CYCLE));
    if (shares > 0) {
      axes.add(Axis.SHARE);
    }
    if (clockStepNanos > 0
        && context.startedNanos().isPresent()
        && run.column("elapsed_nanos").isPresent()) {
      axes.add(Axis.CLOCK);
    }
    return axes;
  }

  /** Returns the place of each row of a run's cycles. */
  int[] places(Axis axis, RunTelemetry run, RunContext context, Frame rows) {
    int[] first = rows.firstCycles();
    int[] places = new int[first.length];
    int[] numbers = run.cycleNumbers();
    for (int row = 0; row < first.length; row++) {
      int least = row == 0 ? 0 : places[row - 1];
      int place =
          switch (axis) {
            case CYCLE -> numbers[first[row]] / cyclesPerRow;
            case SHARE -> (int) ((long) row * shares / first.length);
            case CLOCK -> clockPlace(run, context, first[row], least);
          };
      places[row] = Math.max(least, place);
    }
    return places;
  }

  /** Returns the place of a cycle by the clock; the previous place if the cycle has no time. */
  private int clockPlace(RunTelemetry run, RunContext context, int cycle, int before) {
    double elapsed = run.column("elapsed_nanos").orElseThrow()[cycle];
    long now = context.startedNanos().orElseThrow() + (long) elapsed - clockBeginNanos;
    return Double.isNaN(elapsed) ? before : (int) (now / clockStepNanos);
  }
}
