package dev.runvar.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What figures show beside an analysis, in the form of series.json: at most 500 bins a series.
 *
 * @param treatments the runtime over the runs of each treatment
 * @param exposures the runtime by what the observed experiment was exposed to
 * @param patterns what the pattern memory of the observed experiment holds, by kind
 * @param events the runtime of the observed experiment's cycles by what happened in them
 * @param courses how each run goes
 */
public record RuntimeSeries(
    int schema,
    List<ExperimentSeries> experiments,
    List<TreatmentSeries> treatments,
    List<ExposureSeries> exposures,
    List<GaugeSeries> patterns,
    List<EventRuntime> events,
    List<Course> courses) {

  /** The version of this form. */
  public static final int SCHEMA = 2;

  /** Of a study without a timed cycle. */
  public static final RuntimeSeries NONE =
      new RuntimeSeries(SCHEMA, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public RuntimeSeries {
    experiments = List.copyOf(experiments);
    treatments = List.copyOf(treatments);
    exposures = List.copyOf(exposures);
    patterns = List.copyOf(patterns);
    events = List.copyOf(events);
    courses = List.copyOf(courses);
  }

  /** Returns these series with how each run goes. */
  public RuntimeSeries with(List<Course> ofRuns) {
    return new RuntimeSeries(schema, experiments, treatments, exposures, patterns, events, ofRuns);
  }

  /**
   * The lengths of the runs of a series, in timed cycles. A bin is the same share of every run, and
   * its cycles are those of the longest run.
   */
  public record Lengths(long shortest, long longest) {}

  /**
   * The runtime over the runs of one experiment, bins in the order of their cycles.
   *
   * @param lengths null when all runs have equally many cycles
   */
  public record ExperimentSeries(
      String experiment,
      @JsonInclude(JsonInclude.Include.NON_NULL) Lengths lengths,
      List<Bin> bins) {

    public ExperimentSeries {
      bins = List.copyOf(bins);
    }
  }

  /**
   * The runtime over the runs of one treatment, bins in the order of their cycles.
   *
   * @param lengths null when all runs have equally many cycles
   */
  public record TreatmentSeries(
      String experiment,
      Map<String, String> levels,
      @JsonInclude(JsonInclude.Include.NON_NULL) Lengths lengths,
      List<Bin> bins) {

    public TreatmentSeries {
      levels = Map.copyOf(levels);
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

  /** The runtime by one column of telemetry, bins in the order of its values. */
  public record ExposureSeries(String column, List<ExposureBin> bins) {

    public ExposureSeries {
      bins = List.copyOf(bins);
    }
  }

  /**
   * The cycles whose exposure is about the same.
   *
   * @param exposure its mean
   * @param lowNanos as in {@link Bin}
   */
  public record ExposureBin(
      double exposure,
      long cycles,
      long seeds,
      double meanNanos,
      Double lowNanos,
      Double highNanos) {}

  /**
   * A gauge over the run, mean over seeds, bins in the order of their cycles.
   *
   * @param lengths null when all runs have equally many cycles
   */
  public record GaugeSeries(
      String gauge,
      @JsonInclude(JsonInclude.Include.NON_NULL) Lengths lengths,
      List<GaugeBin> bins) {

    public GaugeSeries {
      bins = List.copyOf(bins);
    }
  }

  /** The mean of a gauge over some neighbouring cycles. */
  public record GaugeBin(long firstCycle, long lastCycle, double mean) {}

  /**
   * The runtime of cycles in which the same happened.
   *
   * @param event what: {@code no composition}, {@code composition}, {@code burst}
   * @param share of all cycles
   * @param nanos mean over seeds
   */
  public record EventRuntime(String event, double share, Estimate nanos) {}

  /**
   * How one run goes.
   *
   * @param kind flat, warm-up, slowdown or no-steady-state
   * @param changes cycles at which a new level begins
   * @param rise from begin to end by the trend's slope, as a share of the median runtime
   */
  public record Course(
      String experiment,
      Map<String, String> levels,
      int seed,
      int cycles,
      String kind,
      List<Integer> changes,
      double rise) {

    public Course {
      levels = Map.copyOf(levels);
      changes = List.copyOf(changes);
    }
  }
}
