package dev.runvar.report.chart;

import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import java.util.List;
import java.util.Optional;

/** The runtime over the run with its interval over seeds, and the levels between which it grows. */
public final class RuntimeChart {

  static final String NAME = "runtime.png";

  private static final double HEIGHT = 360;
  private static final int FIFTHS = 5;

  private RuntimeChart() {}

  static Figure.Candidate of(Analysis analysis, RuntimeSeries series) {
    Figure figure =
        Observed.experiment(analysis)
            .flatMap(
                result ->
                    SeriesPoints.experiment(series, result.id())
                        .filter(s -> !s.bins().isEmpty())
                        .map(s -> figure(result, s)))
            .orElse(null);
    return new Figure.Candidate(NAME, figure, "the observed experiment has no timed cycle");
  }

  private static Figure figure(ExperimentResult result, ExperimentSeries series) {
    LineChart chart = chart(result, series);
    List<Bin> bins = series.bins();
    int fifth = bins.size() / FIFTHS;
    if (fifth > 0) {
      level(chart, bins, bins.subList(0, fifth), "first fifth");
      level(
          chart,
          bins,
          bins.subList(bins.size() - fifth, bins.size()),
          "last fifth " + Numbers.change(result.acceleration()));
    }
    String alternative =
        "The mean runtime of a cycle of %s is %s; from the first to the last fifth it changes by %s."
            .formatted(
                Observed.label(result),
                Numbers.nanos(result.meanNanos()),
                Numbers.change(result.acceleration()));
    return new Panels(Panels.NARROW, heading(result, series))
        .row(HEIGHT, chart)
        .figure(
            NAME,
            "Runtime of a cycle over the run",
            alternative,
            SeriesPoints.lengths(List.of(series)));
  }

  /** Returns the heading that names experiment, runs and seeds. */
  public static String heading(ExperimentResult result, ExperimentSeries series) {
    long seeds = series.bins().get(0).seeds();
    String band = seeds < 2 ? "one seed" : "band: 95 %% interval over %d seeds".formatted(seeds);
    return "%s: runtime of a cycle over the run (%s, %s)"
        .formatted(
            TextFit.fitted(Observed.label(result), ChartStyle.TITLE, 180),
            Numbers.count(result.runs(), "run"),
            band);
  }

  /** Returns the chart without levels. */
  public static LineChart chart(ExperimentResult result, ExperimentSeries series) {
    TimeUnit unit = SeriesPoints.unit(series.bins());
    Optional<String> note = SeriesPoints.lengths(List.of(series));
    return new LineChart(
            note.map(text -> "cycle of the longest run, " + text).orElse("mean over seeds"),
            "cycle",
            "runtime of a cycle, " + unit.symbol(),
            Scale.LINEAR)
        .data(result.id(), ChartStyle.BLUE, SeriesPoints.cycles(series.bins(), unit));
  }

  /** Adds the mean of neighbouring bins as a level. */
  public static void level(LineChart chart, List<Bin> all, List<Bin> part, String text) {
    TimeUnit unit = SeriesPoints.unit(all);
    chart.level(
        (double) part.get(0).firstCycle(),
        (double) part.get(part.size() - 1).lastCycle(),
        unit.from(part.stream().mapToDouble(Bin::meanNanos).average().orElseThrow()),
        text);
  }
}
