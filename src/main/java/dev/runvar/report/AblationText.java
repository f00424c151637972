package dev.runvar.report;

import dev.runvar.report.text.TextTable;
import dev.runvar.result.Ablation;
import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Ablation.Contribution;
import dev.runvar.result.Ablation.Effect;
import java.util.List;
import java.util.function.Function;

/** Which switch bought the speed-up, as plain text. */
final class AblationText {

  /** Interactions that may be chance are left to analysis.json. */
  private static final double SHOWN_P = 0.05;

  private AblationText() {}

  static String of(Ablation ablation, Function<String, String> label) {
    StringBuilder text = new StringBuilder();
    for (AblatedExperiment experiment : ablation.experiments()) {
      text.append(
          "\nWhich switch bought the speed-up, and which did nothing: %s, %d seeds, 95 %% intervals\n"
              .formatted(label.apply(experiment.experiment()), experiment.seeds()));
      text.append(
          "  all switches together: %s → %s a cycle, %s × faster\n"
              .formatted(
                  Figures.nanos(experiment.firstNanos()),
                  Figures.nanos(experiment.lastNanos()),
                  Figures.estimate(experiment.speedup(), Figures::ratio)));
      if (Boolean.FALSE.equals(experiment.samePath())) {
        text.append("  Runs of a seed took different paths: this is not of the switches alone.\n");
      }
      text.append(switches(ablation, experiment.experiment()));
      interactions(text, ablation, experiment.experiment());
      experiment.answers().forEach(answer -> text.append("  " + answer + "\n"));
    }
    return text.toString();
  }

  private static TextTable switches(Ablation ablation, String experiment) {
    TextTable table =
        new TextTable(
            2,
            "switch",
            "change",
            "saves of a cycle",
            "share",
            "alone",
            "last",
            "speed-up",
            "CV",
            "acceleration",
            "p by Holm");
    for (Contribution part : ablation.contributions()) {
      if (part.experiment().equals(experiment)) {
        table.row(
            part.name(),
            part.from() + " → " + part.to(),
            Figures.estimate(part.shapleyNanos(), Figures::nanos),
            Figures.share(part.share()),
            Figures.nanos(part.aloneNanos().value()),
            Figures.nanos(part.lastNanos().value()),
            "× " + effect(ablation, part, "speed-up", Figures::number),
            "× " + effect(ablation, part, "cv", Figures::number),
            effect(ablation, part, "acceleration", Figures::change),
            Figures.number(part.pAdjusted()));
      }
    }
    return table;
  }

  /** The main effect of a switch, averaged over the levels of the others. */
  private static String effect(
      Ablation ablation, Contribution part, String measure, Function<Double, String> form) {
    return ablation.effects().stream()
        .filter(effect -> effect.experiment().equals(part.experiment()))
        .filter(effect -> effect.name().equals(part.name()) && effect.measure().equals(measure))
        .map(effect -> Figures.estimate(effect.estimate(), form))
        .findFirst()
        .orElse(Figures.ABSENT);
  }

  private static void interactions(StringBuilder text, Ablation ablation, String experiment) {
    List<String> names =
        ablation.contributions().stream()
            .filter(part -> part.experiment().equals(experiment))
            .map(Contribution::name)
            .toList();
    for (Effect effect : ablation.effects()) {
      if (effect.experiment().equals(experiment)
          && effect.measure().equals("saved-nanos")
          && effect.pAdjusted() < SHOWN_P
          && !names.contains(effect.name())) {
        text.append(
            "  %s interact: %s of a cycle (p by Holm %s)\n"
                .formatted(
                    effect.name(),
                    Figures.estimate(effect.estimate(), Figures::nanos),
                    Figures.number(effect.pAdjusted())));
      }
    }
  }
}
