package dev.runvar.facts;

import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.statistics.Gaps;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of columns from row to row, summed over runs, to compare a run's course with.
 * Averaging the steps rather than the levels lets runs differ in level and length.
 */
public final class SharedCourses implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For each place, the sum of the runs' steps and the number of runs. */
  private static final class Steps implements Serializable {

    private static final long serialVersionUID = 1L;

    private double[] sums = new double[0];
    private int[] runs = new int[0];

    void reach(int length) {
      if (length > sums.length) {
        int size = Math.max(length, sums.length + (sums.length >> 1));
        sums = Arrays.copyOf(sums, size);
        runs = Arrays.copyOf(runs, size);
      }
    }

    /** Adds a run. Over cycles without a wall time, a column is interpolated linearly. */
    void add(double[] rows, int[] places, boolean cycles) {
      reach(places[places.length - 1] + 1);
      int last = -1;
      for (int row = 1; row < rows.length; row++) {
        int from = cycles ? Math.min(places[row - 1] + 1, places[row]) : places[row];
        double step = (rows[row] - rows[row - 1]) / (places[row] - from + 1);
        for (int place = from; place <= places[row]; place++) {
          sums[place] += step;
          runs[place] += place == last ? 0 : 1;
          last = place;
        }
      }
    }

    void add(Steps other) {
      reach(other.sums.length);
      for (int place = 0; place < other.sums.length; place++) {
        sums[place] += other.sums[place];
        runs[place] += other.runs[place];
      }
    }
  }

  private final CourseGrid grid;
  private final Map<Axis, Map<String, Steps>> steps = new EnumMap<>(Axis.class);

  public SharedCourses(CourseGrid grid) {
    this.grid = grid;
  }

  CourseGrid grid() {
    return grid;
  }

  /** Adds a run's columns; a column with fewer than nine readings is left out. */
  public void add(RunView view, Map<String, double[]> columns) {
    Frame rows = view.cycles();
    for (Axis axis : grid.axes(view.context(), view.run())) {
      int[] places = view.places(axis);
      columns.forEach(
          (name, column) -> {
            double[] averaged = rows.averaged(column);
            if (Gaps.readings(averaged) >= Gaps.FEWEST_READINGS) {
              steps
                  .computeIfAbsent(axis, unused -> new HashMap<>())
                  .computeIfAbsent(name, unused -> new Steps())
                  .add(rows.filled(column), places, axis == Axis.CYCLE);
            }
          });
    }
  }

  public void add(SharedCourses other) {
    other.steps.forEach(
        (axis, columns) ->
            columns.forEach(
                (name, added) ->
                    steps
                        .computeIfAbsent(axis, unused -> new HashMap<>())
                        .computeIfAbsent(name, unused -> new Steps())
                        .add(added)));
  }

  /**
   * Returns the mean course of a column in the other runs, at each timed cycle of a run, from 0 at
   * its start.
   *
   * <p>By cycle, the value is missing from the first cycle on that no other run has. By clock time
   * and by share of the run, the course stays constant at places without other runs.
   *
   * @param own the runs of the same seed, which do not count as other runs
   * @return empty if no other run has the column
   */
  public Optional<double[]> course(Axis axis, String name, RunView view, SharedCourses own) {
    Steps all = steps.getOrDefault(axis, Map.of()).get(name);
    if (all == null || !grid.axes(view.context(), view.run()).contains(axis)) {
      return Optional.empty();
    }
    Steps less = own.steps.getOrDefault(axis, Map.of()).getOrDefault(name, new Steps());
    int[] places = view.places(axis);
    double[] course = new double[places.length];
    double level = 0;
    boolean any = false;
    for (int row = 1; row < places.length; row++) {
      for (int place = places[row - 1] + 1; place <= places[row]; place++) {
        int others = runs(all, place) - runs(less, place);
        if (others > 0) {
          any = true;
          level += (all.sums[place] - (place < less.sums.length ? less.sums[place] : 0)) / others;
        } else if (axis == Axis.CYCLE && runs(less, place) > 0) {
          level = Double.NaN;
        }
      }
      course[row] = level;
    }
    return any ? Optional.of(view.cycles().expanded(course)) : Optional.empty();
  }

  private static int runs(Steps steps, int place) {
    return place < steps.runs.length ? steps.runs[place] : 0;
  }
}
