package dev.runvar.report;

import dev.runvar.report.text.TextTable;
import dev.runvar.result.Estimate;
import dev.runvar.result.Phase1bVerdict;
import dev.runvar.result.Phase1bVerdict.ComparedCycles;
import dev.runvar.result.Phase1bVerdict.Equivalence;
import dev.runvar.result.Phase1bVerdict.FactorEffect;
import dev.runvar.result.Phase1bVerdict.Growth;
import dev.runvar.result.Phase1bVerdict.Output;
import dev.runvar.result.Phase1bVerdict.Readings;
import dev.runvar.result.Phase1bVerdict.Speedup;
import dev.runvar.result.Phase1bVerdict.Variance;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The comparison of unoptimized and optimized runs as plain text. */
final class OptimizationText {

  private OptimizationText() {}

  static String of(Phase1bVerdict verdict) {
    StringBuilder text = new StringBuilder();
    boolean isPublished = verdict.level() != null;
    text.append(
        "\n%s over %d pairs of matched runs, %d seeds; 95 %% intervals over seeds\n"
            .formatted(
                isPublished ? "Phase 1B" : "Optimized against unoptimized",
                verdict.pairs(),
                verdict.seeds()));
    TextTable table = new TextTable(3, "test", "decision", "figures");
    if (verdict.speedup().comparison() != null) {
      table.row("speed", change(verdict.speedup()), comparison(verdict.speedup()));
    }
    if (verdict.growth() != null) {
      table.row("growth", Figures.ABSENT, growth(verdict.growth()));
    }
    if (isPublished) {
      table.row("1 speed-up", decision(verdict.speedup().decision()), speedup(verdict.speedup()));
    }
    table.row(
        isPublished ? "2 variance" : "variation",
        decision(verdict.variance().decision()),
        variance(verdict.variance()));
    table.row(
        isPublished ? "3 equivalence" : "equivalence",
        decision(verdict.equivalence(), isPublished),
        equivalence(verdict.equivalence(), verdict.pairs()));
    text.append(table);
    if (verdict.cycles() != null) {
      text.append("  %s\n".formatted(cycles(verdict)));
    }
    if (isPublished) {
      text.append(
          "  the paper's prediction: %s (%s)\n"
              .formatted(decision(verdict.level()), verdict.reason()));
    }
    if (verdict.readings().ratio() != null) {
      text.append("  %s\n".formatted(readings(verdict.readings())));
    }
    if (!verdict.factorEffects().isEmpty()) {
      effects(text, verdict);
    }
    return text.toString();
  }

  /** Returns a decision in words, a dash where nothing was to be decided. */
  static String decision(Object decision) {
    return decision == null
        ? Figures.ABSENT
        : decision
            .toString()
            .replace("not-measurable", "not measurable")
            .replace("no-difference", "no difference");
  }

  /** Returns the decision on a claim of the paper, else on the runs' being the same. */
  static String decision(Equivalence equivalence, boolean isPublished) {
    if (isPublished) {
      return decision(equivalence.decision());
    }
    return switch (equivalence.decision()) {
      case CONFIRMED -> "the same";
      case REFUTED -> "different";
      default -> decision(equivalence.decision());
    };
  }

  static String change(Speedup speedup) {
    return decision(speedup.comparison().change());
  }

  /** Returns the ratio and what it says of the speed, whatever the paper predicts. */
  static String comparison(Speedup speedup) {
    return speedup.ratio() == null
        ? speedup.comparison().reason()
        : "%s × as fast%s; %s"
            .formatted(
                estimate(speedup.ratio(), Figures::ratio),
                bootstrap(speedup),
                speedup.comparison().reason());
  }

  /** Returns which cycles are compared where runs are not equally long. */
  static String cycles(Phase1bVerdict verdict) {
    ComparedCycles cycles = verdict.cycles();
    return "In %d of %d pairs, runs are not equally long (up to %,d cycles): of these, only the first %s are compared, which all runs of the pair have."
        .formatted(
            cycles.pairs(),
            verdict.pairs(),
            cycles.longest(),
            cycles.fewest() == cycles.most()
                ? "%,d cycles".formatted(cycles.most())
                : "%,d to %,d cycles".formatted(cycles.fewest(), cycles.most()));
  }

  static String growth(Growth growth) {
    return growth.difference() == null
        ? "late against early cycles: not known of both"
        : "late against early cycles: unoptimized %s, optimized %s, difference %s"
            .formatted(
                estimate(growth.unoptimized(), Figures::change),
                estimate(growth.optimized(), Figures::change),
                estimate(growth.difference(), Figures::change));
  }

  static String readings(Readings readings) {
    String predicted =
        readings.predicted() == null
            ? ""
            : ", the paper predicts %.0f ×".formatted(readings.predicted());
    return "host readings per cycle: %s × fewer%s"
        .formatted(estimate(readings.ratio(), Figures::ratio), predicted);
  }

  private static String bootstrap(Speedup speedup) {
    return speedup.bootstrap() == null ? "" : ", by bootstrap " + interval(speedup.bootstrap());
  }

  /** Returns the ratio beside what the paper predicts. */
  static String speedup(Speedup speedup) {
    String matched = estimate(speedup.ratio(), Figures::ratio) + " ×";
    if (speedup.ratio() == null) {
      return speedup.reason();
    }
    return "%s%s; %s; the paper's ratio is this × %s for other populations and cycles"
        .formatted(
            matched, bootstrap(speedup), speedup.reason(), Figures.ratio(speedup.composition()));
  }

  private static String interval(Estimate estimate) {
    return Figures.interval(estimate, Figures::ratio);
  }

  static String variance(Variance variance) {
    return "ratios: CV %s, sd in ns %s, CV without work %s, acceleration %s; %s"
        .formatted(
            estimate(variance.cvRatio(), Figures::ratio),
            estimate(variance.sdRatio(), Figures::ratio),
            estimate(variance.cvWithoutWorkRatio(), Figures::ratio),
            estimate(variance.accelerationRatio(), Figures::ratio),
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
            .formatted(paths, Figures.ratio(equivalence.margin()), outputs);
  }

  private static String output(Output output) {
    String seeds =
        output.seedsNeeded() == null
            ? ""
            : ", %d seeds have 80 %% power".formatted(output.seedsNeeded());
    return "%s %s%s".formatted(output.name(), estimate(output.ratio(), Figures::ratio), seeds);
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
