package dev.runvar.facts;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The places at which runs are compared with each other.
 *
 * @param cyclesPerRow blocks of cycles that are averaged, 1 for all but very long runs
 * @param shares places from the begin of any run to its end; 0 where runs are equally long, so that
 *     a share of the run is a cycle
 * @param clockBeginNanos time of the first place of the clock, since 1970
 * @param clockStepNanos from one place of the clock to the next; 0 where the time of runs is not
 *     known, or no two of them run at a time
 */
public record CourseGrid(int cyclesPerRow, int shares, long clockBeginNanos, long clockStepNanos)
    implements Serializable {

  /** Runs of more cycles are averaged in blocks. */
  private static final int MOST_ROWS = 20_000;

  private static final double EQUALLY_LONG = 0.99;

  /** What runs can have in common. */
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

  /** Returns the grid of runs whose time is not known, from the shortest and the longest. */
  public static CourseGrid of(int fewestCycles, int mostCycles) {
    int perRow = Math.max(1, (mostCycles + MOST_ROWS - 1) / MOST_ROWS);
    boolean equal = fewestCycles >= EQUALLY_LONG * mostCycles;
    return new CourseGrid(perRow, equal ? 0 : (mostCycles + perRow - 1) / perRow, 0, 0);
  }

  /** Returns the grid that knows the time as well. */
  public CourseGrid withClock(long beginNanos, long stepNanos) {
    return new CourseGrid(cyclesPerRow, shares, beginNanos, stepNanos);
  }

  /** Returns what a run can have in common with others on this grid. */
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

  /** Returns where the clock is in a cycle, and where it was before if the cycle does not tell. */
  private int clockPlace(RunTelemetry run, RunContext context, int cycle, int before) {
    double elapsed = run.column("elapsed_nanos").orElseThrow()[cycle];
    long now = context.startedNanos().orElseThrow() + (long) elapsed - clockBeginNanos;
    return Double.isNaN(elapsed) ? before : (int) (now / clockStepNanos);
  }
}
