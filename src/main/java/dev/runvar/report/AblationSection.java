package dev.runvar.report;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.report.IntervalChart.Bar;
import dev.runvar.result.Ablation;
import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Ablation.Contribution;
import dev.runvar.result.Ablation.Effect;
import dev.runvar.result.Analysis;
import dev.runvar.result.Estimate;
import dev.runvar.result.GrowthEffect;
import java.util.List;

/** Which switch buys what, and what factors do to the growth. */
final class AblationSection {

  private AblationSection() {}

  static Section of(Analysis analysis) {
    return new Section("ablation", "Which switch does what", html -> write(html, analysis));
  }

  private static void write(Html html, Analysis analysis) {
    Ablation ablation = analysis.ablation();
    if (ablation == null || ablation.experiments().isEmpty()) {
      html.paragraph(
          "No experiment with two seeds or more varies two to four switches of two levels in every combination.");
    } else {
      for (int i = 0; i < ablation.experiments().size(); i++) {
        experiment(html, i, analysis);
      }
    }
    if (!analysis.growthEffects().isEmpty()) {
      html.element("h3", "Effects on the growth");
      growthEffects(analysis).write(html);
    }
  }

  private static void experiment(Html html, int index, Analysis analysis) {
    AblatedExperiment experiment = analysis.ablation().experiments().get(index);
    String label = TextSummary.label(analysis, experiment.experiment());
    html.element("h3", "Switches of " + label)
        .paragraph(
            "All switches together: %s to %s a cycle, %s times as fast, over %s; 95 %% intervals."
                .formatted(
                    Figures.nanos(experiment.firstNanos()),
                    Figures.nanos(experiment.lastNanos()),
                    Figures.estimate(experiment.speedup(), Figures::ratio),
                    Observed.count(experiment.seeds(), "seed")));
    if (Boolean.FALSE.equals(experiment.samePath())) {
      html.paragraph(
          "Runs of a seed took different paths: this is not of the switches alone.",
          "class",
          "note");
    }
    html.open("ul");
    experiment.answers().forEach(answer -> html.element("li", answer));
    html.closeLine();
    switches("ablation-" + index, label, analysis.ablation(), experiment).write(html);
    effects("ablation-effects-" + index, label, analysis.ablation(), experiment).write(html);
  }

  private static HtmlTable switches(
      String id, String label, Ablation ablation, AblatedExperiment experiment) {
    List<Contribution> parts =
        ablation.contributions().stream()
            .filter(part -> part.experiment().equals(experiment.experiment()))
            .toList();
    IntervalChart chart =
        IntervalChart.of(parts.stream().map(part -> bar(part.shapleyNanos())).toList());
    HtmlTable table =
        new HtmlTable(
            id,
            "What each switch saves of a cycle of %s (Shapley values: they add up to the whole)"
                .formatted(label),
            Column.text("switch"),
            Column.number("saves"),
            Column.number("share"),
            Column.chart("saving with its interval"),
            Column.number("alone"),
            Column.number("last"),
            Column.number("p by Holm"));
    for (Contribution part : parts) {
      String saves = Figures.estimate(part.shapleyNanos(), Figures::nanos);
      String name = "%s %s → %s".formatted(part.name(), part.from(), part.to());
      table.row(
          Cell.of(name),
          Cell.of(saves, part.shapleyNanos().value()),
          Cell.of(Figures.share(part.share()), part.share()),
          Cell.chart(html -> chart.write(html, bar(part.shapleyNanos()), name + " saves " + saves)),
          nanos(part.aloneNanos()),
          nanos(part.lastNanos()),
          Cell.of(Figures.number(part.pAdjusted()), part.pAdjusted()));
    }
    return table;
  }

  private static Bar bar(Estimate estimate) {
    return new Bar(estimate.value(), estimate.low(), estimate.high());
  }

  private static Cell nanos(Estimate estimate) {
    return Cell.of(Figures.estimate(estimate, Figures::nanos), estimate.value());
  }

  private static HtmlTable effects(
      String id, String label, Ablation ablation, AblatedExperiment experiment) {
    HtmlTable table =
        new HtmlTable(
            id,
            "Main effects and interactions of the switches of %s; speed-up and CV are ratios"
                .formatted(label),
            Column.text("switch"),
            Column.text("measure"),
            Column.number("effect"),
            Column.number("p"),
            Column.number("p by Holm"));
    for (Effect effect : ablation.effects()) {
      if (effect.experiment().equals(experiment.experiment())) {
        table.row(
            Cell.of(effect.name()),
            Cell.of(effect.measure()),
            Cell.of(shown(effect), effect.estimate().value()),
            Cell.of(Figures.number(effect.p()), effect.p()),
            Cell.of(Figures.number(effect.pAdjusted()), effect.pAdjusted()));
      }
    }
    return table;
  }

  private static String shown(Effect effect) {
    return switch (effect.measure()) {
      case "saved-nanos" -> Figures.estimate(effect.estimate(), Figures::nanos);
      case "acceleration" -> Figures.estimate(effect.estimate(), Figures::change);
      default -> Figures.estimate(effect.estimate(), Figures::number);
    };
  }

  private static HtmlTable growthEffects(Analysis analysis) {
    HtmlTable table =
        new HtmlTable(
            "growth-effects",
            "What factors of two levels do to the growth, (late − early) / early, with 95 %"
                + " intervals",
            Column.text("factor"),
            Column.text("experiment"),
            Column.number("growth at the first"),
            Column.number("at the second"),
            Column.number("difference"),
            Column.number("p"));
    for (GrowthEffect effect : analysis.growthEffects()) {
      table.row(
          Cell.of("%s %s → %s".formatted(effect.factor(), effect.from(), effect.to())),
          Cell.of(TextSummary.label(analysis, effect.experiment())),
          Cell.of(Figures.change(effect.atFrom()), effect.atFrom()),
          Cell.of(Figures.change(effect.atTo()), effect.atTo()),
          Cell.of(
              Figures.estimate(effect.difference(), Figures::change), effect.difference().value()),
          Cell.of(Figures.number(effect.p()), effect.p()));
    }
    return table;
  }
}
