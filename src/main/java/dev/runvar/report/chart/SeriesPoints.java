package dev.runvar.report.chart;

import dev.runvar.report.chart.LineChart.Point;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import dev.runvar.result.RuntimeSeries.ExposureBin;
import dev.runvar.result.RuntimeSeries.GaugeSeries;
import dev.runvar.result.RuntimeSeries.Lengths;
import dev.runvar.result.RuntimeSeries.TreatmentSeries;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Binned series as points of a chart, and the note on series whose runs differ in length. */
public final class SeriesPoints {

  private SeriesPoints() {}

  /** Returns the bins of an experiment, none when it has no series. */
  public static List<Bin> bins(RuntimeSeries series, String experiment) {
    return experiment(series, experiment).map(ExperimentSeries::bins).orElse(List.of());
  }

  public static Optional<ExperimentSeries> experiment(RuntimeSeries series, String experiment) {
    return series.experiments().stream().filter(s -> s.experiment().equals(experiment)).findFirst();
  }

  public static TimeUnit unit(List<Bin> bins) {
    return TimeUnit.of(bins.stream().mapToDouble(Bin::meanNanos));
  }

  public static List<Point> cycles(List<Bin> bins, TimeUnit unit) {
    return bins.stream()
        .map(
            bin ->
                point(
                    (bin.firstCycle() + bin.lastCycle()) / 2.0,
                    bin.meanNanos(),
                    bin.lowNanos(),
                    bin.highNanos(),
                    unit))
        .toList();
  }

  /**
   * Returns runtimes by exposure.
   *
   * @param perUnit how much of the exposure is one on the axis
   */
  public static List<Point> exposures(List<ExposureBin> bins, double perUnit, TimeUnit unit) {
    return bins.stream()
        .map(
            bin ->
                point(
                    bin.exposure() / perUnit,
                    bin.meanNanos(),
                    bin.lowNanos(),
                    bin.highNanos(),
                    unit))
        .toList();
  }

  public static List<Point> gauge(GaugeSeries gauge) {
    return gauge.bins().stream()
        .map(bin -> new Point((bin.firstCycle() + bin.lastCycle()) / 2.0, bin.mean(), null, null))
        .toList();
  }

  /** The interval of a mean of few seeds may go below zero, which a runtime cannot. */
  private static Point point(double x, double nanos, Double low, Double high, TimeUnit unit) {
    Double least = low == null ? null : (Double) Math.max(0, unit.from(low.doubleValue()));
    return new Point(x, unit.from(nanos), least, unit.from(high));
  }

  /** Returns the note on some experiments, nothing when the runs of each are equally long. */
  public static Optional<String> lengths(List<ExperimentSeries> series) {
    return note(series.stream().map(ExperimentSeries::lengths));
  }

  static Optional<String> treatmentLengths(List<TreatmentSeries> series) {
    return note(series.stream().map(TreatmentSeries::lengths));
  }

  public static Optional<String> gaugeLengths(List<GaugeSeries> series) {
    return note(series.stream().map(GaugeSeries::lengths));
  }

  private static Optional<String> note(Stream<Lengths> lengths) {
    return lengths
        .filter(Objects::nonNull)
        .reduce(
            (a, b) ->
                new Lengths(
                    Math.min(a.shortest(), b.shortest()), Math.max(a.longest(), b.longest())))
        .map(
            all ->
                "by share of the run: runs have %,d to %,d cycles"
                    .formatted(all.shortest(), all.longest()));
  }
}
