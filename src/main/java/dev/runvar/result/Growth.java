package dev.runvar.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What late minus early of a cycle's wall time is made of; the parts add up to the total.
 *
 * @param seeds whose runs are long enough
 * @param interval of the total, 95 % over seeds, low and high; null under two seeds, and so are
 *     those of the parts
 * @param overlays times that run across the parts, and are no part of the sum
 * @param period of regular heavy cycles, of which the early and the late part hold whole ones; null
 *     where there are none
 * @param outliers early and late cycles that change the growth of their run by more than the floor,
 *     each alone, the longest first and at most {@link #MOST_OUTLIERS}
 * @param withoutOutliers the growth without these, null where there are none
 * @param heavy what heavy cycles do apart from ordinary ones, null where there are none
 * @param trough growth from the fastest part on, null where cycles do not get faster first
 * @param gauges of the program that change by more than 5 %: work first, then those with which the
 *     time of a cycle goes most nearly in proportion
 * @param within what these runs alone say; null where there are seeds enough to speak of others,
 *     and where the cycles of a run are too few or too much alike
 * @param steps the runs that change in one step, at most {@link #MOST_OUTLIERS}
 * @param medianShare growth of the median cycle as a share, where these runs alone are spoken of
 * @param runParts what lies between the parts of runs, null where one of them has one part
 * @param memoryChange of the process's memory in use, late by early, as a share; null where it was
 *     not read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Growth(
    int seeds,
    double totalNanos,
    List<Double> interval,
    List<Part> parts,
    List<Overlay> overlays,
    Integer period,
    List<Outlier> outliers,
    Change withoutOutliers,
    Heavy heavy,
    Trough trough,
    List<Gauge> gauges,
    Within within,
    List<Step> steps,
    Double medianShare,
    RunParts runParts,
    Double memoryChange) {

  /** More of them are not read by anyone. */
  public static final int MOST_OUTLIERS = 20;

  public Growth {
    interval = interval == null ? null : List.copyOf(interval);
    parts = List.copyOf(parts);
    overlays = overlays == null ? List.of() : List.copyOf(overlays);
    outliers = outliers == null ? List.of() : List.copyOf(outliers);
    gauges = gauges == null ? List.of() : List.copyOf(gauges);
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /**
   * Growth as a share of the early runtime, with a 95 % interval that allows for cycles that follow
   * each other being alike; it says nothing of further runs.
   */
  public record Within(int runs, double share, double low, double high) {}

  /**
   * A run whose cycles take another time from one of them on.
   *
   * @param share of the time before
   * @param afterNanos time that the cycles before took
   * @param at local date and time, null for a run that does not tell when it began
   */
  public record Step(
      String runId, int seed, int cycle, double share, double afterNanos, String at) {}

  /**
   * Runs whose clock was restarted, as by several run commands, or whose files follow each other.
   *
   * @param count of the parts of the first run
   * @param between growth when each cycle takes the mean of its part of the run
   * @param step the largest step within a part, null without one
   */
  public record RunParts(int count, Change between, Step step) {}

  /**
   * A gauge of the program, its means over early and late cycles, and the time of a cycle by its
   * unit.
   *
   * @param work whether it says how much a cycle was asked to do
   * @param separable whether it moves by itself, so that what a unit of it costs can be told; one
   *     that only goes with time cannot be held constant
   * @param power 1 for time per unit, 2 for time per unit squared, which changes less
   * @param change of that time as a share, with its 95 % interval over seeds
   */
  public record Gauge(
      String name,
      boolean work,
      double early,
      double late,
      boolean separable,
      int power,
      Estimate change) {}

  /** A difference with its 95 % interval over seeds, null under two. */
  public record Change(double nanos, List<Double> interval) {

    public Change {
      interval = interval == null ? null : List.copyOf(interval);
    }
  }

  /**
   * A cycle that takes far longer than those around it.
   *
   * @param processorShare of its time, null when the workload does not tell: a low one says that it
   *     waited, or that the host slept
   */
  public record Outlier(String runId, int seed, int cycle, double nanos, Double processorShare) {}

  /**
   * Cycles that take more than twice the median of those around them: growth = ordinary + cost +
   * frequency.
   *
   * @param earlyShare of the cycles, {@code earlyNanos} mean of these
   * @param ordinary growth of the other cycles
   * @param cost growth because heavy cycles take longer, {@code frequency} because there are more
   */
  public record Heavy(
      double earlyShare,
      double lateShare,
      double earlyNanos,
      double lateNanos,
      Change ordinary,
      Change cost,
      Change frequency) {}

  /**
   * The part in which cycles are fastest, after they got faster and before they get slower.
   *
   * @param window number of the part, from 1, of so many equal ones
   * @param growth from there to the last part
   */
  public record Trough(int window, int windows, Change growth) {}

  /** Late minus early of a time that is measured beside the parts; not there when it is not. */
  public record Overlay(String name, double nanos, List<Double> interval) {

    public Overlay {
      interval = interval == null ? null : List.copyOf(interval);
    }
  }

  /**
   * One part of the growth.
   *
   * @param share of the total, null when the total is zero
   */
  public record Part(String name, double nanos, Double share, List<Double> interval) {

    public Part {
      interval = interval == null ? null : List.copyOf(interval);
    }
  }
}
