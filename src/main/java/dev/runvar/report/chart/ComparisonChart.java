package dev.runvar.report.chart;

import dev.runvar.report.ComparisonTerms;
import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Comparison;
import dev.runvar.result.Estimate;
import dev.runvar.result.RuntimeSeries;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Unoptimized beside optimized runs: runtime, host readings, variation and speed. */
public final class ComparisonChart {

  static final String NAME = "comparison.png";

  /** More experiments than this would share their colours. */
  private static final int MOST_EXPERIMENTS = 6;

  private static final double HEIGHT = 200;
  private static final List<Color> OPTIMIZED =
      List.of(
          ChartStyle.BLUE, ChartStyle.GREEN, ChartStyle.ORANGE, ChartStyle.PURPLE, ChartStyle.SKY);

  private final List<ExperimentResult> experiments;
  private final int others;
  private final Comparison comparison;
  private final RuntimeSeries series;

  public ComparisonChart(Analysis analysis, RuntimeSeries series) {
    experiments = analysis.experiments().stream().limit(MOST_EXPERIMENTS).toList();
    others = analysis.experiments().size() - experiments.size();
    comparison = analysis.comparison();
    this.series = series;
  }

  static Figure.Candidate of(Analysis analysis, RuntimeSeries series) {
    return new Figure.Candidate(
        NAME,
        analysis.comparison() == null ? null : new ComparisonChart(analysis, series).figure(),
        "the study has no optimized experiment beside an unoptimized one");
  }

  private Figure figure() {
    String answer = "speed " + ComparisonTerms.decision(comparison.speedup().comparison().change());
    return figure(
        NAME,
        answer,
        "Speed: %s. Variation: %s."
            .formatted(comparison.speedup().comparison().reason(), comparison.variance().reason()),
        "",
        ratios().mark(1, ""),
        speed("all runs: mean by mean").mark(1, "as before"));
  }

  /**
   * Returns the figure with its last two panels.
   *
   * @param answer for the heading
   * @param reasons for the lines below the heading
   * @param predicted a clause for the alternative
   */
  public Figure figure(
      String name,
      String answer,
      String reasons,
      String predicted,
      BarChart ratios,
      BarChart speed) {
    String left = others == 0 ? "" : "; %d more experiments are not drawn".formatted(others);
    String alternative =
        "The mean runtime of a cycle goes from %s to %s, %s times faster%s; CV is reduced by %s and acceleration by %s; over seeds the matched speed-up is %s."
            .formatted(
                Numbers.nanos(comparison.means().unoptimizedNanos()),
                Numbers.nanos(comparison.means().optimizedNanos()),
                Numbers.ratio(comparison.means().ratio()),
                predicted,
                Numbers.share(comparison.means().cvReduction()),
                Numbers.share(comparison.means().accelerationReduction()),
                Numbers.estimate(comparison.speedup().ratio(), Numbers::ratio));
    return new Panels(Panels.WIDE, "Unoptimized beside optimized: %s%s".formatted(answer, left))
        .say(reasons)
        .row(1.3 * HEIGHT, runtime(), readings())
        .row(
            HEIGHT,
            spread("(c) CV of runtime", "CV", "cv", ExperimentResult::cv, Numbers::number),
            spread(
                "(d) acceleration",
                "(late − early) / early",
                "acceleration",
                ExperimentResult::acceleration,
                Numbers::change))
        .row(HEIGHT, ratios, speed)
        .figure(
            name,
            "What the optimization changes",
            alternative,
            SeriesPoints.lengths(series.experiments()));
  }

  private LineChart runtime() {
    TimeUnit unit =
        TimeUnit.of(
            experiments.stream()
                .map(ExperimentResult::meanNanos)
                .filter(mean -> mean != null)
                .mapToDouble(mean -> mean));
    LineChart chart =
        new LineChart(
                "(a) runtime over the run",
                "cycle",
                "runtime of a cycle, " + unit.symbol(),
                Scale.LOG)
            .note("logarithmic; bands: 95 % intervals over seeds, without a lower half at zero");
    SeriesPoints.lengths(series.experiments()).ifPresent(chart::note);
    for (int i = 0; i < experiments.size(); i++) {
      ExperimentResult experiment = experiments.get(i);
      String mean = " (%s)".formatted(Numbers.nanos(experiment.meanNanos()));
      chart.data(
          TextFit.fitted(Observed.label(experiment), ChartStyle.TICK, 120) + mean,
          color(i),
          SeriesPoints.cycles(SeriesPoints.bins(series, experiment.id()), unit));
    }
    return chart;
  }

  private Color color(int experiment) {
    return "unoptimized".equals(experiments.get(experiment).variant())
        ? ChartStyle.VERMILION
        : OPTIMIZED.get(Math.floorMod(experiment - 1, OPTIMIZED.size()));
  }

  private BarChart readings() {
    List<BarRow> rows = new ArrayList<>();
    for (int i = 0; i < experiments.size(); i++) {
      ExperimentResult result = experiments.get(i);
      Double readings = result.hostReadingsPerCycle();
      List<Double> interval = result.intervals().get("hostReadingsPerCycle");
      rows.add(
          BarRow.point(
                  Observed.label(result),
                  readings,
                  color(i),
                  Numbers.with(interval, readings, Numbers::number))
              .with(interval));
    }
    return new BarChart("(b) host readings per cycle", "readings (log)", Scale.LOG, rows);
  }

  private BarChart spread(
      String title,
      String axis,
      String name,
      Function<ExperimentResult, Double> statistic,
      Function<Double, String> form) {
    List<BarRow> rows = new ArrayList<>();
    for (int i = 0; i < experiments.size(); i++) {
      ExperimentResult result = experiments.get(i);
      Double value = statistic.apply(result);
      List<Double> interval = result.intervals().get(name);
      String text = Numbers.with(interval, value, form);
      rows.add(BarRow.bar(Observed.label(result), value, color(i), text).with(interval));
    }
    return new BarChart(title, axis, Scale.LINEAR, rows);
  }

  /** Returns the ratios of variation, optimized by unoptimized. */
  public BarChart ratios() {
    return new BarChart(
            "(e) optimized by unoptimized, 95 % intervals",
            "ratio (1: as before)",
            Scale.LINEAR,
            List.of(
                ratio("CV", comparison.variance().cvRatio()),
                ratio("CV without work", comparison.variance().cvWithoutWorkRatio()),
                ratio("standard deviation", comparison.variance().sdRatio()),
                ratio("acceleration", comparison.variance().accelerationRatio())))
        .limits(-0.5, 3);
  }

  private static BarRow ratio(String label, Estimate estimate) {
    return BarRow.estimate(label, estimate, ChartStyle.BLUE, Numbers::ratio);
  }

  /**
   * Returns the ratios of speed and of host readings, unoptimized by optimized.
   *
   * @param means name of the ratio of means
   */
  public BarChart speed(String means) {
    double ratio = comparison.means().ratio();
    return new BarChart(
        "(f) how many times less, 95 % intervals",
        "times (log)",
        Scale.LOG,
        List.of(
            BarRow.point(means, ratio, ChartStyle.ORANGE, times(ratio)),
            factor("matched runs, t", comparison.speedup().ratio()),
            factor("matched runs, bootstrap", comparison.speedup().bootstrap()),
            factor("host readings", comparison.readings().ratio())));
  }

  private static BarRow factor(String label, Estimate estimate) {
    BarRow row = ratio(label, estimate);
    return estimate == null
        ? row
        : BarRow.point(label, row.point(), row.color(), row.text() + " ×")
            .with(estimate.interval());
  }

  private static String times(double ratio) {
    return Numbers.ratio(ratio) + " ×";
  }
}
