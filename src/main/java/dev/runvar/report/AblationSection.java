package dev.runvar.report;

import dev.runvar.report.Table.Bar;
import dev.runvar.report.Table.Cell;
import dev.runvar.result.Ablation;
import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Ablation.Contribution;
import dev.runvar.result.Ablation.Effect;
import dev.runvar.result.Analysis;
import dev.runvar.result.Estimate;
import dev.runvar.result.GrowthEffect;
import java.util.function.Function;

/** The contribution of each switch, and the effects of factors on the growth. */
final class AblationSection {

  private AblationSection() {}

  static Section of(Analysis analysis) {
    Section section = new Section("ablation", "Which switch does what");
    Ablation ablation = analysis.ablation();
    if (ablation == null || ablation.experiments().isEmpty()) {
      section.nothing(
          "No experiment with two seeds or more varies two to four switches of two levels in every combination.");
    } else {
      for (int i = 0; i < ablation.experiments().size(); i++) {
        experiment(section, i, analysis, ablation.experiments().get(i));
      }
    }
    return analysis.growthEffects().isEmpty()
        ? section
        : section.heading("Effects on the growth").table(growthEffects(analysis));
  }

  private static void experiment(
      Section section, int index, Analysis analysis, AblatedExperiment experiment) {
    String label = Observed.label(analysis, experiment.experiment());
    section
        .heading("Switches of " + label)
        .say(
            "All switches together: %s → %s per cycle, %s × faster, over %s; 95 %% intervals."
                .formatted(
                    Numbers.nanos(experiment.firstNanos()),
                    Numbers.nanos(experiment.lastNanos()),
                    Numbers.estimate(experiment.speedup(), Numbers::ratio),
                    Numbers.count(experiment.seeds(), "seed")));
    if (Boolean.FALSE.equals(experiment.samePath())) {
      section.warn(
          "Runs of a seed took different paths, so the switches are not the only difference.");
    }
    section
        .items(experiment.answers())
        .table(switches("ablation-" + index, label, analysis.ablation(), experiment))
        .table(effects("ablation-effects-" + index, label, analysis.ablation(), experiment));
  }

  private static Table switches(
      String id, String label, Ablation ablation, AblatedExperiment experiment) {
    Table table =
        new Table(
                id,
                "Time per cycle that each switch of %s saves (Shapley values, which add up to the whole)"
                    .formatted(label))
            .texts("switch", "change")
            .numbers("saves", "share")
            .bars("saving with its interval")
            .numbers("alone", "last", "speed-up", "CV", "acceleration", "p by Holm");
    for (Contribution part : ablation.contributions()) {
      if (part.experiment().equals(experiment.experiment())) {
        Estimate saved = part.shapleyNanos();
        String saves = Numbers.estimate(saved, Numbers::nanos);
        table.row(
            Cell.of(part.name()),
            Cell.of(part.from() + " → " + part.to()),
            Cell.of(saves, saved.value()),
            Cell.of(Numbers.share(part.share()), part.share()),
            Cell.bar(
                new Bar(saved.value(), saved.low(), saved.high()),
                "%s saves %s".formatted(part.name(), saves)),
            nanos(part.aloneNanos()),
            nanos(part.lastNanos()),
            main(ablation, part, "speed-up", v -> "× " + Numbers.number(v)),
            main(ablation, part, "cv", v -> "× " + Numbers.number(v)),
            main(ablation, part, "acceleration", Numbers::change),
            Cell.of(Numbers.number(part.pAdjusted()), part.pAdjusted()));
      }
    }
    return table;
  }

  private static Cell nanos(Estimate estimate) {
    return Cell.of(Numbers.estimate(estimate, Numbers::nanos), estimate.value());
  }

  /** Returns the main effect of a switch, averaged over the levels of the others. */
  private static Cell main(
      Ablation ablation, Contribution part, String measure, Function<Double, String> form) {
    return ablation.effects().stream()
        .filter(effect -> effect.experiment().equals(part.experiment()))
        .filter(effect -> effect.name().equals(part.name()) && effect.measure().equals(measure))
        .map(Effect::estimate)
        .map(estimate -> Cell.of(form.apply(estimate.value()), estimate.value()))
        .findFirst()
        .orElse(Cell.of(Numbers.ABSENT));
  }

  private static Table effects(
      String id, String label, Ablation ablation, AblatedExperiment experiment) {
    Table table =
        new Table(
                id,
                "Main effects and interactions of the switches of %s; speed-up and CV are ratios"
                    .formatted(label))
            .texts("switch", "measure")
            .numbers("effect", "p", "p by Holm");
    for (Effect effect : ablation.effects()) {
      if (effect.experiment().equals(experiment.experiment())) {
        table.row(
            Cell.of(effect.name()),
            Cell.of(effect.measure()),
            Cell.of(shown(effect), effect.estimate().value()),
            Cell.of(Numbers.number(effect.p()), effect.p()),
            Cell.of(Numbers.number(effect.pAdjusted()), effect.pAdjusted()));
      }
    }
    return table;
  }

  private static String shown(Effect effect) {
    return switch (effect.measure()) {
      case "saved-nanos" -> Numbers.estimate(effect.estimate(), Numbers::nanos);
      case "acceleration" -> Numbers.estimate(effect.estimate(), Numbers::change);
      default -> Numbers.estimate(effect.estimate(), Numbers::number);
    };
  }

  private static Table growthEffects(Analysis analysis) {
    Table table =
        new Table(
                "growth-effects",
                "Effects of factors of two levels on the growth, (late − early) / early, with 95 % intervals")
            .texts("factor", "experiment")
            .numbers("growth at the first", "at the second", "difference", "p");
    for (GrowthEffect effect : analysis.growthEffects()) {
      Estimate difference = effect.difference();
      table.row(
          Cell.of("%s %s → %s".formatted(effect.factor(), effect.from(), effect.to())),
          Cell.of(Observed.label(analysis, effect.experiment())),
          Cell.of(Numbers.change(effect.atFrom()), effect.atFrom()),
          Cell.of(Numbers.change(effect.atTo()), effect.atTo()),
          Cell.of(
              Numbers.estimate(difference, Numbers::change),
              difference == null ? null : difference.value()),
          Cell.of(Numbers.number(effect.p()), effect.p()));
    }
    return table;
  }
}
