package dev.runvar.report;

import dev.runvar.hypothesis.Estimate;
import dev.runvar.hypothesis.Phase1bVerdict;
import dev.runvar.hypothesis.Phase1bVerdict.Equivalence;
import dev.runvar.hypothesis.Phase1bVerdict.FactorEffect;
import dev.runvar.hypothesis.Phase1bVerdict.Output;
import dev.runvar.hypothesis.Phase1bVerdict.Speedup;
import dev.runvar.hypothesis.Phase1bVerdict.Variance;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The verdict of phase 1B as plain text. */
final class OptimizationText {

  private OptimizationText() {}

  static String of(Phase1bVerdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append(
        "\nPhase 1B over %d pairs of matched runs, %d seeds; 95 %% intervals over seeds\n"
            .formatted(verdict.pairs(), verdict.seeds()));
    TextTable table = new TextTable(3, "test", "decision", "figures");
    table.row("1 speed-up", decision(verdict.speedup().decision()), speedup(verdict.speedup()));
    table.row("2 variance", decision(verdict.variance().decision()), variance(verdict.variance()));
    table.row(
        "3 equivalence",
        decision(verdict.equivalence().decision()),
        equivalence(verdict.equivalence(), verdict.pairs()));
    text.append(table);
    text.append(
        "  the paper's prediction: %s (%s); host readings per cycle: %s × fewer, the paper predicts %.0f ×\n"
            .formatted(
                decision(verdict.level()),
                verdict.reason(),
                estimate(verdict.readings().ratio(), Figures::oneDecimal),
                verdict.readings().predicted()));
    if (!verdict.factorEffects().isEmpty()) {
      effects(text, verdict);
    }
    return text.toString();
  }

  static String decision(Object decision) {
    return decision.toString().replace("not-measurable", "not measurable");
  }

  static String speedup(Speedup speedup) {
    String matched = estimate(speedup.ratio(), Figures::oneDecimal) + " ×";
    if (speedup.ratio() == null) {
      return speedup.reason();
    }
    String bootstrap =
        speedup.bootstrap() == null ? "" : ", by bootstrap " + interval(speedup.bootstrap());
    return "%s%s; %s; the paper's ratio is this × %s for other populations"
        .formatted(matched, bootstrap, speedup.reason(), Figures.number(speedup.composition()));
  }

  private static String interval(Estimate estimate) {
    return Figures.interval(estimate, Figures::oneDecimal);
  }

  static String variance(Variance variance) {
    return "ratios: CV %s, sd in ns %s, CV without work %s, acceleration %s; %s"
        .formatted(
            estimate(variance.cvRatio(), Figures::number),
            estimate(variance.sdRatio(), Figures::number),
            estimate(variance.cvWithoutWorkRatio(), Figures::number),
            estimate(variance.accelerationRatio(), Figures::number),
            variance.reason());
  }

  static String equivalence(Equivalence equivalence, int pairs) {
    String paths = "%d of %d pairs took the same path".formatted(equivalence.equalPairs(), pairs);
    String outputs =
        equivalence.outputs().stream()
            .map(OptimizationText::output)
            .collect(Collectors.joining(", "));
    return outputs.isEmpty()
        ? paths
        : "%s; ratios with 90 %% intervals, margin %s: %s"
            .formatted(paths, Figures.number(equivalence.margin()), outputs);
  }

  private static String output(Output output) {
    String seeds =
        output.seedsNeeded() == null
            ? ""
            : ", %d seeds have 80 %% power".formatted(output.seedsNeeded());
    return "%s %s%s".formatted(output.name(), estimate(output.ratio(), Figures::number), seeds);
  }

  private static void effects(StringBuilder text, Phase1bVerdict verdict) {
    text.append("\nWhat factors do to the outputs, per seed\n");
    TextTable table =
        new TextTable(2, "factor", "output", "unoptimized", "optimized, matched", "all optimized");
    for (FactorEffect effect : verdict.factorEffects()) {
      table.row(
          factor(effect),
          effect.output(),
          estimate(effect.unoptimized(), Figures::oneDecimal),
          estimate(effect.matched(), Figures::oneDecimal),
          estimate(effect.optimized(), Figures::oneDecimal));
    }
    text.append(table);
  }

  static String factor(FactorEffect effect) {
    return effect.from() == null
        ? effect.factor()
        : "%s %s → %s".formatted(effect.factor(), effect.from(), effect.to());
  }

  private static String estimate(Estimate estimate, Function<Double, String> form) {
    return Figures.estimate(estimate, form);
  }
}
