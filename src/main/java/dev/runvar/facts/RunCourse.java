package dev.runvar.facts;

import dev.runvar.statistics.Ar1;
import dev.runvar.statistics.MannKendall;
import dev.runvar.statistics.Pelt;
import dev.runvar.statistics.RollingOutliers;
import dev.runvar.statistics.SingleStep;
import dev.runvar.statistics.TheilSen;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The course of the runtime of one run (after Barrett et al., OOPSLA 2017): a trend or, without a
 * trend, levels between change points.
 *
 * @param block number of cycles that were averaged to one point
 * @param changes cycles at which a new level begins; empty for a run with a trend
 * @param stepOrNull the single step that fits the run better than a trend; null if there is none
 * @param rise from start to end by the slope of the trend, as a share of the median runtime
 */
public record RunCourse(Kind kind, int block, List<Integer> changes, double rise, Step stepOrNull)
    implements Serializable {

  /** The kind of course. */
  public enum Kind {
    FLAT,
    WARM_UP,
    SLOWDOWN,
    NO_STEADY_STATE
  }

  /**
   * A lasting change of the runtime.
   *
   * @param cycle at which it begins, by its number
   * @param share relative to the runtime before
   * @param afterNanos total time of the cycles before
   */
  public record Step(int cycle, double share, double afterNanos) implements Serializable {}

  private static final int FEWEST_POINTS = 20;

  /** With more cycles, finding change points would take seconds per run. */
  private static final int MOST_EXACT = 20_000;

  private static final int POINTS_OF_LONG_RUNS = 4_000;
  private static final double SIGNIFICANT = 0.05;
  private static final double PENALTY = 15;
  private static final double STEADY_TAIL = 0.25;

  public RunCourse {
    changes = List.copyOf(changes);
  }

  /**
   * Returns the course of a run; empty with fewer than 20 cycles.
   *
   * @param floor changes below this share of runtime do not count
   */
  public static Optional<RunCourse> of(double[] wallNanos, double floor) {
    if (wallNanos.length < FEWEST_POINTS) {
      return Optional.empty();
    }
    int block =
        wallNanos.length > MOST_EXACT
            ? (wallNanos.length + POINTS_OF_LONG_RUNS - 1) / POINTS_OF_LONG_RUNS
            : 1;
    double[] series = RollingOutliers.replaced(blocks(wallNanos, block));
    double slope = slope(series);
    double rise = rise(series, slope);
    Step step = step(series, block, wallNanos);
    if (Math.abs(rise) > floor && MannKendall.of(series, slope).p() < SIGNIFICANT) {
      Kind kind = rise > 0 ? Kind.SLOWDOWN : Kind.WARM_UP;
      return Optional.of(new RunCourse(kind, block, List.of(), rise, step));
    }
    List<Integer> changes =
        Pelt.of(
                Ar1.ofDifferences(series).whitened(series),
                PENALTY * Math.log((double) series.length))
            .changes();
    Kind kind = kind(series, changes, floor);
    return Optional.of(
        new RunCourse(kind, block, changes.stream().map(c -> c * block).toList(), rise, step));
  }

  /** Returns the course of a run, its step by the number of the cycle. */
  public static Optional<RunCourse> of(RunTelemetry run, double floor) {
    return of(run.wall(), floor).map(course -> course.numbered(run));
  }

  private RunCourse numbered(RunTelemetry run) {
    return stepOrNull == null
        ? this
        : new RunCourse(
            kind,
            block,
            changes,
            rise,
            new Step(
                run.numberOf(stepOrNull.cycle()), stepOrNull.share(), stepOrNull.afterNanos()));
  }

  private static Step step(double[] series, int block, double[] wallNanos) {
    return SingleStep.of(series)
        .filter(step -> step.before() > 0)
        .map(
            step ->
                new Step(
                    step.position() * block,
                    step.after() / step.before() - 1,
                    Arrays.stream(wallNanos, 0, step.position() * block).sum()))
        .orElse(null);
  }

  /** Returns the means of blocks; a remainder at the end is part of the last block. */
  private static double[] blocks(double[] values, int block) {
    int points = values.length / block;
    double[] means = new double[points];
    for (int i = 0; i < points; i++) {
      int end = i == points - 1 ? values.length : (i + 1) * block;
      means[i] = mean(values, i * block, end);
    }
    return means;
  }

  private static double slope(double[] series) {
    double[] positions = new double[series.length];
    Arrays.setAll(positions, i -> i);
    return TheilSen.slope(positions, series);
  }

  private static double rise(double[] series, double slope) {
    double median = new Median().evaluate(series);
    return median > 0 ? slope * (series.length - 1) / median : 0;
  }

  /**
   * Classifies a run without a trend. A level differs from the last one if the difference exceeds
   * the spread of the last level.
   */
  private static Kind kind(double[] series, List<Integer> changes, double floor) {
    List<Integer> bounds = new ArrayList<>(changes);
    bounds.add(0, 0);
    bounds.add(series.length);
    int lastBegin = bounds.get(bounds.size() - 2);
    double last = mean(series, lastBegin, series.length);
    double tolerance = Math.max(floor * last, deviation(series, lastBegin, last));
    boolean faster = false;
    boolean slower = false;
    for (int i = 0; i + 2 < bounds.size(); i++) {
      double level = mean(series, bounds.get(i), bounds.get(i + 1));
      faster |= level < last - tolerance;
      slower |= level > last + tolerance;
    }
    if (!faster && !slower) {
      return Kind.FLAT;
    }
    boolean steady = series.length - lastBegin >= STEADY_TAIL * series.length;
    if (!steady || (faster && slower)) {
      return Kind.NO_STEADY_STATE;
    }
    return faster ? Kind.SLOWDOWN : Kind.WARM_UP;
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }

  private static double deviation(double[] values, int from, double mean) {
    return Math.sqrt(
        Arrays.stream(values, from, values.length)
            .map(value -> (value - mean) * (value - mean))
            .average()
            .orElseThrow());
  }
}
