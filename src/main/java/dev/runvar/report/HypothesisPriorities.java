package dev.runvar.report;

import dev.runvar.report.RowChart.Row;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.Verdict;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The paper's figure S2: the path from a hypothesis to its tier and to its verdict, which of them
 * ended where, in what order, and what effects the study could have found.
 */
final class HypothesisPriorities {

  static final String NAME = "paper8_figS2_hypothesis_prioritization.png";

  private static final int WIDTH = 1008;
  private static final int HEIGHT = 594;
  private static final double MIDDLE = 504;
  private static final double QUESTION_WIDTH = 206;
  private static final double OUTCOME_WIDTH = 208;
  private static final double BOX_HEIGHT = 50;
  private static final double STEP = 84;
  private static final double TREE_TOP = 56;

  /** A question, and where the hypotheses go that are not asked the next. */
  private record Step(String question, String leaves, String outcome, String who, Color color) {}

  private final List<HypothesisResult> hypotheses;
  private final List<String> ranking;
  private final double delta;
  private final String label;

  private HypothesisPriorities(Analysis analysis) {
    hypotheses = analysis.phase1a().hypotheses();
    ranking = analysis.phase1a().ranking();
    delta = analysis.rules().delta();
    label = AnswerText.label(analysis, analysis.phase1a().experiment());
  }

  /** Returns the figure, nothing without an answer to the hypotheses. */
  static Optional<Figure> of(Analysis analysis) {
    if (analysis.phase1a() == null || analysis.phase1a().hypotheses().isEmpty()) {
      return Optional.empty();
    }
    HypothesisPriorities figure = new HypothesisPriorities(analysis);
    return Optional.of(
        new Figure(
            NAME,
            "Order of the hypotheses, and what this study could have found",
            figure.alternative(),
            WIDTH,
            HEIGHT,
            figure::paint));
  }

  private String alternative() {
    return hypotheses.stream()
        .map(h -> "%s %s".formatted(h.id(), Figures.change(h.verdict().detectable())))
        .collect(
            Collectors.joining(
                ", ",
                "By the paper's scores: %s; effects that this study would have found four times in five: "
                    .formatted(AnswerText.tiers(hypotheses)),
                "."));
  }

  private void paint(Graphics2D graphics) {
    Pen pen = new Pen(graphics);
    pen.title(
        "%s: how hypotheses are ordered and decided, and where each went"
            .formatted(Words.fitted(label, ChartStyle.TITLE, 400)),
        ChartStyle.TITLE,
        new Rectangle2D.Double(0, 0, WIDTH, 20));
    tree(
        pen,
        12,
        "by the paper's criteria",
        tiers(),
        "tier 3 (the paper: H1, H4)",
        who(tier(3)),
        ChartStyle.SKY);
    tree(
        pen,
        MIDDLE + 12,
        "by replication over seeds",
        decisions(),
        "not-supported: undetermined",
        who(this::isUndetermined),
        ChartStyle.GREY);
    scores().draw(graphics, new Rectangle2D.Double(0, 384, MIDDLE, HEIGHT - 390));
    detectable().draw(graphics, new Rectangle2D.Double(MIDDLE, 384, MIDDLE, HEIGHT - 390));
  }

  private List<Step> tiers() {
    return List.of(
        new Step(
            "Are its figures there?", "no", "not measurable", who(tier(null)), ChartStyle.GREY),
        new Step(
            "Score ≥ 0.7?", "yes", "tier 1 (the paper: H2)", who(tier(1)), ChartStyle.VERMILION),
        new Step(
            "Score ≥ 0.3?", "yes", "tier 2 (the paper: H5, H3)", who(tier(2)), ChartStyle.ORANGE));
  }

  private List<Step> decisions() {
    return List.of(
        new Step(
            "Can it be measured?",
            "no",
            "not-measurable",
            who(h -> h.verdict().decision().equals("not-measurable")),
            ChartStyle.GREY),
        new Step(
            "p by Holm < 0.05?",
            "yes",
            "supported",
            who(h -> h.verdict().decision().equals("supported")),
            ChartStyle.VERMILION),
        new Step(
            "Interval below %s?".formatted(Figures.smallShare(delta)),
            "yes",
            "not-supported: absent",
            who(h -> isRejected(h) && !isUndetermined(h)),
            ChartStyle.BLUE));
  }

  private static Predicate<HypothesisResult> tier(Integer tier) {
    return h -> Objects.equals(h.paper().tier(), tier);
  }

  private static boolean isRejected(HypothesisResult h) {
    return h.verdict().decision().equals("not-supported");
  }

  private boolean isUndetermined(HypothesisResult h) {
    List<Double> interval = h.verdict().interval();
    return isRejected(h) && interval != null && interval.get(1) >= delta;
  }

  private String who(Predicate<HypothesisResult> which) {
    String ids =
        hypotheses.stream()
            .filter(which)
            .map(HypothesisResult::id)
            .collect(Collectors.joining(", "));
    return ids.isEmpty() ? "none" : ids;
  }

  private static void tree(
      Pen pen, double x, String title, List<Step> steps, String last, String lastWho, Color color) {
    pen.text(title, ChartStyle.PANEL, Color.BLACK, x, TREE_TOP - 12, Pen.Anchor.LEFT);
    double outcome = x + QUESTION_WIDTH + 62;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      double y = TREE_TOP + i * STEP;
      pen.box(
          new Rectangle2D.Double(x, y, QUESTION_WIDTH, BOX_HEIGHT),
          ChartStyle.GREY,
          step.question(),
          List.of());
      arrow(pen, step.leaves(), x + QUESTION_WIDTH, y + BOX_HEIGHT / 2, outcome);
      pen.box(
          new Rectangle2D.Double(outcome, y, OUTCOME_WIDTH, BOX_HEIGHT),
          step.color(),
          step.outcome(),
          List.of(step.who()));
      double below = y + BOX_HEIGHT;
      double middle = x + QUESTION_WIDTH / 2;
      pen.arrow(ChartStyle.TEXT, middle, below + 2, middle, y + STEP - 2);
      pen.text(
          step.leaves().equals("yes") ? "no" : "yes",
          ChartStyle.TICK,
          ChartStyle.TEXT,
          middle + 7,
          below + 21,
          Pen.Anchor.LEFT);
    }
    double y = TREE_TOP + steps.size() * STEP;
    pen.box(
        new Rectangle2D.Double(x, y, QUESTION_WIDTH, BOX_HEIGHT), color, last, List.of(lastWho));
  }

  private static void arrow(Pen pen, String label, double from, double y, double to) {
    pen.arrow(ChartStyle.TEXT, from + 3, y, to - 3, y);
    pen.text(label, ChartStyle.TICK, ChartStyle.TEXT, (from + to) / 2, y - 5, Pen.Anchor.CENTER);
  }

  private RowChart scores() {
    List<Row> rows =
        ranking.stream()
            .flatMap(id -> hypotheses.stream().filter(h -> h.id().equals(id)))
            .map(
                h ->
                    Row.bar(
                        "%s %s".formatted(h.id(), h.name()),
                        h.paper().score(),
                        HypothesisResults.tier(h.paper()),
                        Figures.number(h.paper().score())))
            .toList();
    return new RowChart("order by the paper's score", "R² or |ρ|", Scale.LINEAR, rows)
        .limits(0, 1)
        .mark(0.3, "tier 2")
        .mark(0.7, "tier 1");
  }

  private RowChart detectable() {
    List<Row> rows = hypotheses.stream().map(h -> detectable(h.id(), h.verdict())).toList();
    return new RowChart(
            "smallest effect found four times in five, of so many seeds",
            "% of runtime",
            Scale.LINEAR,
            rows)
        .mark(100 * delta, "floor " + Figures.smallShare(delta));
  }

  private static Row detectable(String id, Verdict verdict) {
    Double share = verdict.detectable();
    return Row.bar(
        "%s, %d seeds".formatted(id, verdict.replicates()),
        share == null ? null : (Double) (100 * share),
        HypothesisResults.decision(verdict),
        share == null ? verdict.decision() : Figures.smallShare(share));
  }
}
