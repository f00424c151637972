package dev.runvar.paper8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runvar.report.Figure;
import dev.runvar.report.chart.ChartStyle;
import dev.runvar.report.chart.ComparisonChart;
import dev.runvar.result.Analysis;
import dev.runvar.result.RuntimeSeries;

/** The paper's figure 3: unoptimized beside optimized runs, with what the paper predicts. */
final class OptimizationFigure {

  static final String NAME = "paper8_fig3_optimization_impact.png";

  private OptimizationFigure() {}

  static Figure of(Analysis analysis, Phase1b phase1b, RuntimeSeries series) {
    JsonNode verdict = phase1b.verdict();
    double low = phase1b.speedup().low();
    double high = phase1b.speedup().high();
    ComparisonChart chart = new ComparisonChart(analysis, series);
    return chart.figure(
        NAME,
        "validation %s by the paper's criteria, %s over seeds"
            .formatted(phase1b.level(), CriteriaSections.text(verdict, "/level")),
        "Speed-up: %s. Variance: %s. The paper predicts %.0f × fewer host readings."
            .formatted(
                CriteriaSections.text(verdict, "/speedup/reason"),
                CriteriaSections.text(verdict, "/variance/reason"),
                verdict.at("/readings/predicted").asDouble()),
        " where the paper predicts %.0f to %.0f".formatted(low, high),
        chart.ratios().mark(1, "").mark(1 - phase1b.variance().least(), "the paper: below 0.5"),
        chart
            .speed("the paper's: mean by mean")
            .zone(low, high, ChartStyle.GREEN)
            .mark(Math.sqrt(low * high), "the paper: %.0f–%.0f".formatted(low, high)));
  }
}
