package dev.runvar.report;

import dev.runvar.report.RowChart.Row;
import dev.runvar.result.Ablation;
import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Ablation.Contribution;
import dev.runvar.result.Analysis;
import dev.runvar.result.Estimate;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each switch buys, and what it does while the others are at either of their corners. */
final class AblationChart {

  static final String NAME = "ablation.png";

  private static final int WIDTH = 672;
  private static final int MOST_EXPERIMENTS = 4;
  private static final double TOP = 46;
  private static final double ROW = 18;
  private static final double FRAME = 64;

  private final Analysis analysis;
  private final Ablation ablation;
  private final List<AblatedExperiment> experiments;

  private AblationChart(Analysis analysis) {
    this.analysis = analysis;
    ablation = analysis.ablation();
    experiments = ablation.experiments().stream().limit(MOST_EXPERIMENTS).toList();
  }

  /** Returns the figure, nothing for a study that ablates nothing. */
  static Optional<Figure> of(Analysis analysis) {
    if (analysis.ablation() == null || analysis.ablation().experiments().isEmpty()) {
      return Optional.empty();
    }
    AblationChart figure = new AblationChart(analysis);
    double height = figure.experiments.stream().mapToDouble(figure::height).sum();
    return Optional.of(
        new Figure(
            NAME,
            "Which switch buys what",
            figure.alternative(),
            WIDTH,
            (int) (TOP + height),
            figure::paint));
  }

  private String alternative() {
    return ablation.contributions().stream()
        .map(
            part ->
                "%s %s → %s %s"
                    .formatted(
                        part.name(),
                        part.from(),
                        part.to(),
                        Figures.estimate(part.shapleyNanos(), Figures::nanos)))
        .collect(Collectors.joining("; ", "What each switch saves of a cycle: ", "."));
  }

  private double height(AblatedExperiment experiment) {
    return 3 * parts(experiment).size() * ROW + FRAME;
  }

  private List<Contribution> parts(AblatedExperiment experiment) {
    return ablation.contributions().stream()
        .filter(part -> part.experiment().equals(experiment.experiment()))
        .toList();
  }

  private void paint(Graphics2D graphics) {
    Pen pen = new Pen(graphics);
    int left = ablation.experiments().size() - experiments.size();
    String more = left == 0 ? "" : ", %d more experiments are not drawn".formatted(left);
    pen.title(
        "What each switch saves of a cycle, 95 % intervals over seeds" + more,
        ChartStyle.TITLE,
        new Rectangle2D.Double(0, 0, WIDTH, 20));
    new Legend(
            List.of(
                new Legend.Entry("share of the whole (Shapley)", ChartStyle.BLUE),
                new Legend.Entry("alone: the others at their first level", ChartStyle.ORANGE),
                new Legend.Entry("last: the others at their second", ChartStyle.GREEN)),
            WIDTH - 16)
        .draw(pen, 8, 24);
    double y = TOP;
    for (AblatedExperiment experiment : experiments) {
      chart(experiment).draw(graphics, new Rectangle2D.Double(0, y, WIDTH, height(experiment) - 4));
      y += height(experiment);
    }
  }

  private RowChart chart(AblatedExperiment experiment) {
    TimeUnit unit = TimeUnit.of(experiment.firstNanos());
    List<Row> rows = new ArrayList<>();
    for (Contribution part : parts(experiment)) {
      String change = "%s %s → %s".formatted(part.name(), part.from(), part.to());
      rows.add(row(change, part.shapleyNanos(), ChartStyle.BLUE, unit));
      rows.add(row("alone", part.aloneNanos(), ChartStyle.ORANGE, unit));
      rows.add(row("last", part.lastNanos(), ChartStyle.GREEN, unit));
    }
    String title =
        "%s: %s → %s, %s × faster over %d seeds"
            .formatted(
                Words.fitted(
                    AnswerText.label(analysis, experiment.experiment()), ChartStyle.PANEL, 190),
                Figures.nanos(experiment.firstNanos()),
                Figures.nanos(experiment.lastNanos()),
                Figures.estimate(experiment.speedup(), Figures::ratio),
                experiment.seeds());
    return new RowChart(title, "saved of a cycle, " + unit.symbol(), Scale.LINEAR, rows);
  }

  private static Row row(String label, Estimate nanos, Color color, TimeUnit unit) {
    if (nanos == null) {
      return Row.bar(label, null, color, Figures.ABSENT);
    }
    Row row =
        Row.bar(label, unit.from(nanos.value()), color, Figures.estimate(nanos, Figures::nanos));
    return nanos.low() == null
        ? row
        : row.with(List.of(unit.from(nanos.low()), unit.from(nanos.high())));
  }
}
