package dev.runvar.paper8;

import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.report.chart.BarChart;
import dev.runvar.report.chart.BarRow;
import dev.runvar.report.chart.CauseChart;
import dev.runvar.report.chart.ChartStyle;
import dev.runvar.report.chart.Panels;
import dev.runvar.report.chart.Scale;
import dev.runvar.report.chart.SeriesPoints;
import dev.runvar.result.Analysis;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.RuntimeSeries;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The paper's figure 2: scores, p-values and effects of the five hypotheses, and the data of each
 * with both answers.
 */
final class HypothesisFigure {

  static final String NAME = "paper8_fig2_hypothesis_testing_results.png";

  /** Smaller p-values are bars of the same length; their number stands beside them. */
  private static final double MOST_DIGITS = 10;

  private final Analysis analysis;
  private final Phase1a phase1a;
  private final RuntimeSeries series;

  HypothesisFigure(Analysis analysis, Phase1a phase1a, RuntimeSeries series) {
    this.analysis = analysis;
    this.phase1a = phase1a;
    this.series = series;
  }

  Figure figure() {
    return new Panels(
            Panels.WIDE,
            "The paper's criteria, on all cycles pooled, beside the verdicts, over seeds: "
                + Observed.label(analysis, phase1a.experiment()))
        .say(
            "This study – %s. The paper expects – %s."
                .formatted(PaperTerms.tiers(phase1a.hypotheses()), PaperTerms.EXPECTED))
        .row(
            240,
            scores("(a) the paper's score", phase1a.hypotheses()),
            probabilities(),
            CauseChart.effects(
                "(c) the verdict's effect, 95 % interval",
                analysis.rules().delta(), verdicts(phase1a)))
        .grid(3, 270, new ExposureCharts(series).of(phase1a))
        .figure(
            NAME,
            "Hypotheses: the paper's criteria and the verdicts",
            alternative(),
            SeriesPoints.lengths(series.experiments()));
  }

  private String alternative() {
    return phase1a.hypotheses().stream()
        .map(
            h ->
                "%s %s: criterion %s with score %s, verdict %s with %s"
                    .formatted(
                        h.id(),
                        h.name(),
                        PaperTerms.met(h.paper().met()),
                        Numbers.number(h.paper().score()),
                        h.verdict().decision(),
                        CauseChart.effect(h.verdict())))
        .collect(Collectors.joining("; ", "Both answers to each hypothesis: ", "."));
  }

  /** Returns the verdicts under the numbers of their hypotheses. */
  static List<CauseResult> verdicts(Phase1a phase1a) {
    return phase1a.hypotheses().stream()
        .map(h -> new CauseResult(h.id(), h.name(), h.verdict(), h.regression()))
        .toList();
  }

  static BarChart scores(String title, List<HypothesisResult> hypotheses) {
    List<BarRow> rows =
        hypotheses.stream()
            .map(
                h ->
                    BarRow.bar(
                        h.id(),
                        h.paper().score(),
                        color(h.paper()),
                        Numbers.number(h.paper().score())))
            .toList();
    return new BarChart(title, "R², or |ρ| for H1 and H4", Scale.LINEAR, rows)
        .limits(0, 1)
        .mark(0.3, "tier 2")
        .mark(0.7, "tier 1");
  }

  private static Color color(PaperAnswer paper) {
    return paper.tier() == null
        ? ChartStyle.GREY
        : List.of(ChartStyle.VERMILION, ChartStyle.ORANGE, ChartStyle.SKY).get(paper.tier() - 1);
  }

  private BarChart probabilities() {
    List<BarRow> rows = new ArrayList<>();
    for (HypothesisResult h : phase1a.hypotheses()) {
      Optional<Double> criterion = smallest(h.paper());
      rows.add(
          BarRow.bar(
              h.id() + " paper",
              digits(criterion.orElse(null)),
              ChartStyle.ORANGE,
              criterion.map(PaperTerms::p).orElse("no p in the criterion")));
      Double p = h.verdict().pAdjusted();
      rows.add(
          BarRow.bar(
              "verdict",
              digits(p),
              ChartStyle.BLUE,
              p == null ? h.verdict().decision() : PaperTerms.p(p)));
    }
    return new BarChart("(b) p-values", "−log₁₀ p (verdict: by Holm)", Scale.LINEAR, rows)
        .limits(0, MOST_DIGITS)
        .mark(-Math.log10(0.05), "p = 0.05");
  }

  private static Optional<Double> smallest(PaperAnswer paper) {
    return Stream.of("cpu_p", "memory_p")
        .map(paper.statistics()::get)
        .filter(Objects::nonNull)
        .min(Double::compare);
  }

  private static Double digits(Double p) {
    return p == null ? null : (Double) Math.min(MOST_DIGITS, -Math.log10(p));
  }
}
