package dev.runvar.hypothesis;

import java.util.List;

/** The runtime over the runs of each experiment, in the form of series.json. */
public record RuntimeSeries(int schema, List<ExperimentSeries> experiments) {

  /** The version of this form. */
  public static final int SCHEMA = 1;

  public RuntimeSeries {
    experiments = List.copyOf(experiments);
  }

  /** The runtime over the runs of one experiment, bins in the order of their cycles. */
  public record ExperimentSeries(String experiment, List<Bin> bins) {

    public ExperimentSeries {
      bins = List.copyOf(bins);
    }
  }

  /**
   * Some neighbouring cycles.
   *
   * @param lowNanos lower bound of the 95 % interval over seeds, null with one seed; so is {@code
   *     highNanos}
   */
  public record Bin(
      long firstCycle,
      long lastCycle,
      long seeds,
      double meanNanos,
      Double lowNanos,
      Double highNanos) {}
}
