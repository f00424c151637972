package dev.runvar.paper8;

import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.report.chart.BarChart;
import dev.runvar.report.chart.BarRow;
import dev.runvar.report.chart.ChartStyle;
import dev.runvar.report.chart.LineChart;
import dev.runvar.report.chart.Panels;
import dev.runvar.report.chart.RuntimeChart;
import dev.runvar.report.chart.Scale;
import dev.runvar.report.chart.SeriesPoints;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.Analysis.RatePerHour;
import dev.runvar.result.RuntimeSeries;
import dev.runvar.result.RuntimeSeries.Bin;
import dev.runvar.result.RuntimeSeries.ExperimentSeries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The paper's figure 1: the runtime over the run, the mean of each third against the baseline, and
 * the growth rates of the first and the last third.
 */
final class TimelineFigure {

  static final String NAME = "paper8_fig1_runtime_variance_timeline.png";

  private static final double HOUR_NANOS = 3.6e12;
  private static final double MINUTE_NANOS = 6e10;
  private static final String[] THIRDS = {"early", "middle", "late"};

  private TimelineFigure() {}

  static Optional<Figure> of(Analysis analysis, Phase1a phase1a, RuntimeSeries series) {
    return analysis.experiments().stream()
        .filter(e -> e.id().equals(phase1a.experiment()))
        .findFirst()
        .flatMap(
            result ->
                SeriesPoints.experiment(series, result.id())
                    .filter(s -> !s.bins().isEmpty())
                    .map(s -> figure(result, s)));
  }

  private static Figure figure(ExperimentResult result, ExperimentSeries series) {
    Double[] shares = shares(result.milestones());
    Panels panels =
        new Panels(Panels.NARROW, RuntimeChart.heading(result, series))
            .say("Levels: the mean of each third against the first 5 % of cycles.")
            .row(330, timeline(result, series, shares));
    rates(result).ifPresent(rates -> panels.row(96, rates));
    return panels.figure(
        NAME,
        "Runtime of a cycle over the run",
        "The mean runtime of a cycle of %s is %s; its thirds are %s, %s and %s against the first 5 %% of cycles."
            .formatted(
                Observed.label(result),
                Numbers.nanos(result.meanNanos()),
                Numbers.change(shares[0]),
                Numbers.change(shares[1]),
                Numbers.change(shares[2])),
        SeriesPoints.lengths(List.of(series)));
  }

  private static Double[] shares(Milestones milestones) {
    return milestones == null
        ? new Double[THIRDS.length]
        : new Double[] {milestones.early(), milestones.middle(), milestones.late()};
  }

  private static LineChart timeline(
      ExperimentResult result, ExperimentSeries series, Double[] shares) {
    LineChart chart = RuntimeChart.chart(result, series);
    List<Bin> bins = series.bins();
    int n = bins.size();
    for (int third = 0; third < THIRDS.length && n >= THIRDS.length; third++) {
      RuntimeChart.level(
          chart,
          bins,
          bins.subList(third * n / 3, (third + 1) * n / 3),
          "%s %s".formatted(THIRDS[third], Numbers.change(shares[third])));
    }
    return chart;
  }

  /** Rates are per hour as in the paper; for shorter runs, per the unit that a run lasts for. */
  private static Optional<BarChart> rates(ExperimentResult result) {
    RatePerHour rate = result.ratePerHour();
    if (rate == null || rate.early() == null || rate.late() == null || result.meanNanos() == null) {
      return Optional.empty();
    }
    double runNanos = result.meanNanos() * result.cycles() / result.runs();
    boolean hours = runNanos >= HOUR_NANOS / 10;
    boolean minutes = !hours && runNanos >= MINUTE_NANOS / 10;
    double unitsPerHour = hours ? 1 : minutes ? 60 : 3600;
    String unit = hours ? "h" : minutes ? "min" : "s";
    return Optional.of(
        new BarChart(
            "growth of runtime, %/" + unit,
            "% per " + unit,
            Scale.LINEAR,
            List.of(
                row("first third", 100 * rate.early() / unitsPerHour),
                row("last third", 100 * rate.late() / unitsPerHour))));
  }

  private static BarRow row(String name, double percent) {
    return BarRow.bar(name, percent, ChartStyle.BLUE, String.format(Locale.ROOT, "%+.1f", percent));
  }
}
