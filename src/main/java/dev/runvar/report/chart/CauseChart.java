package dev.runvar.report.chart;

import dev.runvar.report.CauseSection;
import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.result.Analysis;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.Verdict;
import java.awt.Color;
import java.util.List;
import java.util.stream.Collectors;

/** The effect of each cause, and the effect that the study could have found. */
public final class CauseChart {

  static final String NAME = "causes.png";

  private static final double ROW = 24;
  private static final double FRAME = 66;

  private CauseChart() {}

  static Figure.Candidate of(Analysis analysis) {
    CauseResults causes = analysis.causes();
    return new Figure.Candidate(
        NAME,
        causes != null && causes.causes().stream().anyMatch(c -> c.verdict().estimate() != null)
            ? figure(analysis, causes)
            : null,
        "no effect of a cause could be measured");
  }

  private static Figure figure(Analysis analysis, CauseResults causes) {
    double delta = analysis.rules().delta();
    double height = causes.causes().size() * ROW + FRAME;
    String alternative =
        causes.causes().stream()
            .map(
                c ->
                    "%s is %s with %s"
                        .formatted(
                            c.name(), CauseSection.decision(c.verdict()), effect(c.verdict())))
            .collect(Collectors.joining("; ", "Verdicts: ", "."));
    return new Panels(
            Panels.WIDE,
            "%s: effects of the causes, over seeds"
                .formatted(Observed.label(analysis, causes.experiment())))
        .row(
            height,
            effects("effect with its 95 % interval", delta, causes.causes()),
            detectable(delta, causes.causes()))
        .figure(NAME, "Effects of the causes", alternative);
  }

  /** Returns the estimates of verdicts with their intervals, and the floor. */
  public static BarChart effects(String title, double delta, List<CauseResult> causes) {
    List<BarRow> rows =
        causes.stream()
            .map(
                c ->
                    BarRow.point(
                            c.name(),
                            percent(c.verdict().estimate()),
                            color(c.verdict()),
                            c.verdict().estimate() == null
                                ? c.verdict().decision()
                                : effect(c.verdict()))
                        .with(percent(c.verdict().interval())))
            .toList();
    return floored(new BarChart(title, "% of runtime", Scale.LINEAR, rows), delta);
  }

  /** Returns the smallest effects found with a power of 80 %, and the floor. */
  public static BarChart detectable(double delta, List<CauseResult> causes) {
    List<BarRow> rows =
        causes.stream()
            .map(
                c ->
                    BarRow.bar(
                        "%s, %d seeds".formatted(c.name(), c.verdict().replicates()),
                        percent(c.verdict().detectable()),
                        color(c.verdict()),
                        c.verdict().detectable() == null
                            ? c.verdict().decision()
                            : Numbers.share(c.verdict().detectable())))
            .toList();
    return floored(
        new BarChart(
            "smallest effect found with a power of 80 %", "% of runtime", Scale.LINEAR, rows),
        delta);
  }

  private static BarChart floored(BarChart chart, double delta) {
    return chart.mark(100 * delta, "floor " + Numbers.share(delta));
  }

  /** Returns the estimate of a verdict with its interval. */
  public static String effect(Verdict verdict) {
    return Numbers.with(verdict.interval(), verdict.estimate(), Numbers::change);
  }

  static Color color(Verdict verdict) {
    if (verdict.isSupported()) {
      return ChartStyle.VERMILION;
    }
    return verdict.isMeasurable() ? ChartStyle.BLUE : ChartStyle.GREY;
  }

  private static Double percent(Double share) {
    return share == null ? null : (Double) (100 * share);
  }

  private static List<Double> percent(List<Double> shares) {
    return shares == null ? null : shares.stream().map(share -> 100 * share).toList();
  }
}
