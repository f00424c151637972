package dev.runvar.report;

import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.FactorEffect;
import dev.runvar.result.Estimate;

/** Optimized runs against unoptimized ones. */
final class ComparisonSection {

  private ComparisonSection() {}

  static Section of(Analysis analysis) {
    Section section = new Section("optimization", "What the optimization does");
    Comparison comparison = analysis.comparison();
    if (comparison == null) {
      return analysis.experiments().size() > 1
          ? section.say(
              "No experiments are compared: none have variant unoptimized and optimized, and the study has no compare:, or one side has no run.")
          : section.nothing(
              "There are no runs of both an unoptimized and an optimized experiment to compare.");
    }
    section
        .table(questions(comparison))
        .say(
            "Matched runs have equal parameters and seeds: %d pairs over %d seeds."
                .formatted(comparison.pairs(), comparison.seeds()));
    if (comparison.cycles() != null) {
      section.say(ComparisonTerms.cycles(comparison));
    }
    if (comparison.readings().ratio() != null) {
      section.say("Matched runs, %s.".formatted(ComparisonTerms.readings(comparison.readings())));
    }
    return comparison.factorEffects().isEmpty() ? section : section.table(effects(comparison));
  }

  private static Table questions(Comparison comparison) {
    Table table =
        new Table("comparison", "Optimized against unoptimized runs; intervals are 95 % over seeds")
            .texts("question", "answer")
            .prose("all runs", "matched runs");
    table.row(
        Cell.of("speed"),
        Cell.of(ComparisonTerms.decision(comparison.speedup().comparison().change())),
        Cell.of(ComparisonTerms.speed(comparison.means()) + ComparisonTerms.unequal(comparison)),
        Cell.of(ComparisonTerms.speed(comparison.speedup())));
    if (comparison.growth() != null) {
      table.row(
          Cell.of("growth"),
          Cell.of(Numbers.ABSENT),
          Cell.of(Numbers.ABSENT),
          Cell.of(ComparisonTerms.growth(comparison.growth())));
    }
    return table
        .row(
            Cell.of("variation"),
            Cell.of(Numbers.ABSENT),
            Cell.of(ComparisonTerms.variance(comparison.means())),
            Cell.of(ComparisonTerms.variance(comparison.variance())))
        .row(
            Cell.of("equivalence"),
            Cell.of(ComparisonTerms.sameness(comparison.equivalence().decision())),
            Cell.of(ComparisonTerms.paths(comparison.means())),
            Cell.of(ComparisonTerms.equivalence(comparison.equivalence(), comparison.pairs())));
  }

  private static Table effects(Comparison comparison) {
    Table table =
        new Table(
                "factor-effects",
                "Effects of factors on the outputs, per seed, with 95 % intervals")
            .texts("factor", "output")
            .numbers("unoptimized", "optimized, matched", "all optimized");
    for (FactorEffect effect : comparison.factorEffects()) {
      table.row(
          Cell.of(
              effect.from() == null
                  ? effect.factor()
                  : "%s %s → %s".formatted(effect.factor(), effect.from(), effect.to())),
          Cell.of(effect.output()),
          effect(effect.unoptimized()),
          effect(effect.matched()),
          effect(effect.optimized()));
    }
    return table;
  }

  private static Cell effect(Estimate estimate) {
    return Cell.of(
        Numbers.estimate(estimate, Numbers::oneDecimal),
        estimate == null ? null : estimate.value());
  }
}
