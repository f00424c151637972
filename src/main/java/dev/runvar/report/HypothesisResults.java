package dev.runvar.report;

import dev.runvar.report.RowChart.Row;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.PaperAnswer;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.Analysis.Verdict;
import dev.runvar.result.RuntimeSeries;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The paper's figure 2: scores, p-values and effects of the five hypotheses, both answers in a
 * table, and the data of each hypothesis.
 */
final class HypothesisResults {

  static final String NAME = "paper8_fig2_hypothesis_testing_results.png";

  private static final int WIDTH = 1008;
  private static final int BARS_TOP = 30;
  private static final int BARS_HEIGHT = 232;
  private static final int TABLE_TOP = 272;
  private static final int PANEL_HEIGHT = 262;
  private static final int PANEL_COLUMNS = 3;

  /** Smaller p-values are bars of the same length; their number stands beside them. */
  private static final double MOST_DIGITS = 10;

  private final String label;
  private final Phase1a phase1a;
  private final double delta;
  private final List<CurveChart> panels;
  private final TextGrid table;

  private HypothesisResults(Analysis analysis, RuntimeSeries series) {
    phase1a = analysis.phase1a();
    label = AnswerText.label(analysis, phase1a.experiment());
    delta = analysis.rules().delta();
    panels = new ExposurePanels(series).of(phase1a);
    table = table();
  }

  /** Returns the figure, nothing without an answer to the hypotheses. */
  static Optional<Figure> of(Analysis analysis, RuntimeSeries series) {
    if (analysis.phase1a() == null || analysis.phase1a().hypotheses().isEmpty()) {
      return Optional.empty();
    }
    HypothesisResults figure = new HypothesisResults(analysis, series);
    return Optional.of(
        new Figure(
                NAME,
                "Hypotheses: the paper's criteria and the verdicts",
                figure.alternative(),
                WIDTH,
                figure.panelsTop() + figure.panelRows() * PANEL_HEIGHT + 4,
                figure::paint)
            .noted(RunLengths.note(series)));
  }

  private String alternative() {
    return phase1a.hypotheses().stream()
        .map(
            h ->
                "%s %s: criterion %s with score %s, verdict %s with %s"
                    .formatted(
                        h.id(),
                        h.name(),
                        AnswerText.met(h.paper()),
                        Figures.number(h.paper().score()),
                        h.verdict().decision(),
                        AnswerText.estimate(h.verdict())))
        .collect(Collectors.joining("; ", "Both answers to each hypothesis: ", "."));
  }

  private int panelsTop() {
    return (int) (TABLE_TOP + table.height() + 44);
  }

  private int panelRows() {
    return (panels.size() + PANEL_COLUMNS - 1) / PANEL_COLUMNS;
  }

  private void paint(Graphics2D graphics) {
    Pen pen = new Pen(graphics);
    pen.title(
        "%s: the paper's criteria, on all cycles pooled, beside the verdicts, over seeds"
            .formatted(Words.fitted(label, ChartStyle.TITLE, 300)),
        ChartStyle.TITLE,
        new Rectangle2D.Double(0, 0, WIDTH, 20));
    scores().draw(graphics, new Rectangle2D.Double(0, BARS_TOP, 268, BARS_HEIGHT));
    probabilities().draw(graphics, new Rectangle2D.Double(272, BARS_TOP, 322, BARS_HEIGHT));
    estimates().draw(graphics, new Rectangle2D.Double(598, BARS_TOP, WIDTH - 598, BARS_HEIGHT));
    table.draw(pen, new Rectangle2D.Double(0, TABLE_TOP, WIDTH, table.height()));
    double below = TABLE_TOP + table.height() + 14;
    pen.text(
        "This study – " + AnswerText.tiers(phase1a.hypotheses()),
        ChartStyle.STRONG,
        ChartStyle.TEXT,
        8,
        below,
        Pen.Anchor.LEFT);
    pen.text(
        "The paper expects – tier 1: H2 > tier 2: H5, H3 > tier 3: H1, H4",
        ChartStyle.STRONG,
        ChartStyle.TEXT,
        8,
        below + 14,
        Pen.Anchor.LEFT);
    double width = (double) WIDTH / PANEL_COLUMNS;
    for (int i = 0; i < panels.size(); i++) {
      double x = i % PANEL_COLUMNS * width;
      int line = i / PANEL_COLUMNS;
      double y = panelsTop() + (double) line * PANEL_HEIGHT;
      panels.get(i).draw(graphics, new Rectangle2D.Double(x, y, width, PANEL_HEIGHT));
    }
  }

  private RowChart scores() {
    List<Row> rows = new ArrayList<>();
    for (HypothesisResult h : phase1a.hypotheses()) {
      PaperAnswer paper = h.paper();
      rows.add(Row.bar(h.id(), paper.score(), tier(paper), Figures.number(paper.score())));
    }
    return new RowChart("(a) the paper's score", "R², or |ρ| for H1 and H4", Scale.LINEAR, rows)
        .limits(0, 1)
        .mark(0.3, "tier 2")
        .mark(0.7, "tier 1");
  }

  static Color tier(PaperAnswer paper) {
    return paper.tier() == null
        ? ChartStyle.GREY
        : List.of(ChartStyle.VERMILION, ChartStyle.ORANGE, ChartStyle.SKY).get(paper.tier() - 1);
  }

  private RowChart probabilities() {
    List<Row> rows = new ArrayList<>();
    for (HypothesisResult h : phase1a.hypotheses()) {
      Optional<Double> criterion = smallest(h.paper());
      String text = criterion.map(AnswerText::p).orElse("no p in the criterion");
      rows.add(Row.bar(h.id() + " paper", digits(criterion.orElse(null)), ChartStyle.ORANGE, text));
      Double p = h.verdict().pAdjusted();
      rows.add(
          Row.bar(
              "verdict",
              digits(p),
              ChartStyle.BLUE,
              p == null ? h.verdict().decision() : AnswerText.p(p)));
    }
    return new RowChart("(b) p-values", "−log₁₀ p (verdict: adjusted by Holm)", Scale.LINEAR, rows)
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

  private RowChart estimates() {
    List<Row> rows = new ArrayList<>();
    for (HypothesisResult h : phase1a.hypotheses()) {
      Verdict verdict = h.verdict();
      Row row =
          Row.point(
              h.id(),
              percent(verdict.estimate()),
              null,
              null,
              decision(verdict),
              verdict.estimate() == null ? verdict.decision() : AnswerText.estimate(verdict));
      rows.add(
          verdict.interval() == null
              ? row
              : row.with(verdict.interval().stream().map(HypothesisResults::percent).toList()));
    }
    return new RowChart(
            "(c) the verdict's effect with its 95 % interval", "% of runtime", Scale.LINEAR, rows)
        .mark(100 * delta, "floor " + Figures.smallShare(delta));
  }

  static Color decision(Verdict verdict) {
    return switch (verdict.decision()) {
      case "supported" -> ChartStyle.VERMILION;
      case "not-supported" -> ChartStyle.BLUE;
      default -> ChartStyle.GREY;
    };
  }

  private static Double percent(Double share) {
    return share == null ? null : (Double) (100 * share);
  }

  private TextGrid table() {
    TextGrid grid =
        new TextGrid(
            List.of(0.19, 0.38, 0.04, 0.11, 0.21, 0.07),
            "hypothesis",
            "paper's criterion",
            "tier",
            "verdict",
            "effect with its 95 % interval",
            "p by Holm");
    for (HypothesisResult h : phase1a.hypotheses()) {
      grid.row(
          h.id() + " " + h.name(),
          AnswerText.paper(h),
          h.paper().tier() == null ? Figures.ABSENT : String.valueOf(h.paper().tier()),
          h.verdict().decision(),
          AnswerText.estimate(h.verdict()),
          AnswerText.p(h.verdict().pAdjusted()));
    }
    return grid;
  }
}
