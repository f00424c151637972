package dev.runvar.paper8;

import dev.runvar.report.Figure;
import dev.runvar.report.chart.BarChart;
import dev.runvar.report.chart.BarRow;
import dev.runvar.report.chart.ChartStyle;
import dev.runvar.report.chart.Panels;
import dev.runvar.report.chart.Scale;
import java.util.List;

/** The paper's figure S1: the dates of its sources, and the answer of this study beside them. */
final class LiteratureFigure {

  static final String NAME = "paper8_figS1_literature_synthesis_timeline.png";

  private static final String REPORT = "December 2024 – production case study";
  private static final String PAPER = "30 October 2025 – paper 8";
  private static final String GAP = "10 months between the report and its use";

  /** The last day of October is the 31st. */
  private static final double PUBLISHED = 10 + 29.0 / 31;

  private LiteratureFigure() {}

  static Figure of(Phase1a phase1a) {
    String answer =
        phase1a.hypotheses().stream()
            .filter(h -> h.id().equals("H2"))
            .map(
                h2 ->
                    "This study's answer to H2 – criterion %s, verdict %s."
                        .formatted(PaperTerms.met(h2.paper().met()), h2.verdict().decision()))
            .findFirst()
            .orElse("This study does not ask H2.");
    List<BarRow> rows =
        List.of(
            BarRow.point(REPORT, 0.5, ChartStyle.ORANGE, "2024-12").with(List.of(0.0, 1.0)),
            BarRow.point(PAPER, PUBLISHED, ChartStyle.BLUE, "2025-10-30"));
    return new Panels(Panels.NARROW, "What the paper read, and when: " + GAP)
        .say("Dates and claims are the paper's own. " + answer)
        .say(
            REPORT
                + ": Python memory fragmentation, which the paper takes as the validation of H2 (paper 8, key contribution 3 and related work).")
        .say(
            PAPER
                + ": a 34-hour simulation with +73 % runtime variance; memory fragmentation is the primary mechanism (paper 8, date and abstract).")
        .row(130, new BarChart("", "months since December 2024", Scale.LINEAR, rows))
        .figure(
            NAME,
            "What the paper read, and when",
            "%s; %s; %s. %s".formatted(REPORT, PAPER, GAP, answer));
  }
}
