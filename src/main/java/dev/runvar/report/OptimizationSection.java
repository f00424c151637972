package dev.runvar.report;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Phase1b;
import dev.runvar.result.Estimate;
import dev.runvar.result.Phase1bVerdict;
import dev.runvar.result.Phase1bVerdict.FactorEffect;

/**
 * Unoptimized against optimized runs; in the published study the paper's three tests, each with the
 * verdict beside it.
 */
final class OptimizationSection {

  private OptimizationSection() {}

  static Section of(Analysis analysis) {
    return new Section(
        "optimization", "What the optimization does", html -> write(html, analysis.phase1b()));
  }

  private static void write(Html html, Phase1b phase1b) {
    if (phase1b == null) {
      html.paragraph(
          "There are no runs of both an unoptimized and an optimized experiment to compare.");
      return;
    }
    Phase1bVerdict verdict = phase1b.verdict();
    if (phase1b.level() == null) {
      comparison(phase1b, verdict).write(html);
    } else {
      tests(phase1b, verdict).write(html);
      html.paragraph(
          "Validation by the paper's criteria: %s; it makes %s times fewer readings of the host."
              .formatted(phase1b.level(), Figures.ratio(phase1b.hostReadingsRatio())));
    }
    if (verdict != null) {
      html.paragraph(
          "Matched runs have equal parameters and seeds: %d pairs over %d seeds."
              .formatted(verdict.pairs(), verdict.seeds()));
      if (verdict.cycles() != null) {
        html.paragraph(OptimizationText.cycles(verdict));
      }
      if (verdict.level() != null) {
        html.paragraph(
            "The paper's prediction over these pairs: %s (%s)."
                .formatted(OptimizationText.decision(verdict.level()), verdict.reason()));
      }
      if (verdict.readings().ratio() != null) {
        html.paragraph(
            "Matched runs, %s.".formatted(OptimizationText.readings(verdict.readings())));
      }
      if (!verdict.factorEffects().isEmpty()) {
        effects(verdict).write(html);
      }
    }
  }

  private static HtmlTable comparison(Phase1b phase1b, Phase1bVerdict verdict) {
    HtmlTable table =
        new HtmlTable(
            "comparison",
            "Optimized against unoptimized runs; intervals are 95 % over seeds",
            Column.text("question"),
            Column.text("answer"),
            Column.prose("matched runs"),
            Column.prose("all runs"));
    boolean isKnown = verdict != null;
    table.row(
        Cell.of("speed"),
        Cell.of(isKnown ? OptimizationText.change(verdict.speedup()) : Figures.ABSENT),
        Cell.of(isKnown ? OptimizationText.comparison(verdict.speedup()) : Figures.ABSENT),
        Cell.of(TextSummary.speedup(phase1b.speedup()) + TextSummary.unequal(phase1b)));
    table.row(
        Cell.of("growth and variation"),
        Cell.of(Figures.ABSENT),
        Cell.of(
            isKnown
                ? "%s; %s"
                    .formatted(
                        OptimizationText.growth(verdict.growth()),
                        OptimizationText.variance(verdict.variance()))
                : Figures.ABSENT),
        Cell.of(TextSummary.variance(phase1b.variance())));
    table.row(
        Cell.of("equivalence"),
        Cell.of(isKnown ? OptimizationText.decision(verdict.equivalence(), false) : Figures.ABSENT),
        Cell.of(
            isKnown
                ? OptimizationText.equivalence(verdict.equivalence(), verdict.pairs())
                : Figures.ABSENT),
        Cell.of(TextSummary.equivalence(phase1b.equivalence())));
    return table;
  }

  private static HtmlTable tests(Phase1b phase1b, Phase1bVerdict verdict) {
    HtmlTable table =
        new HtmlTable(
            "phase1b",
            "The three tests; intervals are 95 % over seeds",
            Column.text("test"),
            Column.text("paper: met"),
            Column.prose("paper: figures"),
            Column.text("verdict"),
            Column.prose("verdict: figures"));
    if (verdict != null && verdict.speedup().comparison() != null) {
      table.row(
          Cell.of("speed"),
          Cell.of(Figures.ABSENT),
          Cell.of(Figures.ABSENT),
          Cell.of(OptimizationText.change(verdict.speedup())),
          Cell.of(OptimizationText.comparison(verdict.speedup())));
    }
    if (verdict != null && verdict.growth() != null) {
      table.row(
          Cell.of("growth"),
          Cell.of(Figures.ABSENT),
          Cell.of(Figures.ABSENT),
          Cell.of(Figures.ABSENT),
          Cell.of(OptimizationText.growth(verdict.growth())));
    }
    table.row(
        Cell.of("1 speed-up"),
        Cell.of(TextSummary.met(phase1b.speedup().met())),
        Cell.of(TextSummary.speedup(phase1b.speedup())),
        Cell.of(verdict == null ? Figures.ABSENT : said(verdict.speedup().decision())),
        Cell.of(verdict == null ? Figures.ABSENT : OptimizationText.speedup(verdict.speedup())));
    table.row(
        Cell.of("2 variance"),
        Cell.of(TextSummary.met(phase1b.variance().met())),
        Cell.of(TextSummary.variance(phase1b.variance())),
        Cell.of(verdict == null ? Figures.ABSENT : said(verdict.variance().decision())),
        Cell.of(verdict == null ? Figures.ABSENT : OptimizationText.variance(verdict.variance())));
    table.row(
        Cell.of("3 equivalence"),
        Cell.of(TextSummary.met(phase1b.equivalence().met())),
        Cell.of(TextSummary.equivalence(phase1b.equivalence())),
        Cell.of(verdict == null ? Figures.ABSENT : said(verdict.equivalence().decision())),
        Cell.of(
            verdict == null
                ? Figures.ABSENT
                : OptimizationText.equivalence(verdict.equivalence(), verdict.pairs())));
    return table;
  }

  private static String said(Phase1bVerdict.Decision decision) {
    return OptimizationText.decision(decision);
  }

  private static HtmlTable effects(Phase1bVerdict verdict) {
    HtmlTable table =
        new HtmlTable(
            "factor-effects",
            "What factors do to the outputs, per seed, with 95 % intervals",
            Column.text("factor"),
            Column.text("output"),
            Column.number("unoptimized"),
            Column.number("optimized, matched"),
            Column.number("all optimized"));
    for (FactorEffect effect : verdict.factorEffects()) {
      table.row(
          Cell.of(OptimizationText.factor(effect)),
          Cell.of(effect.output()),
          effect(effect.unoptimized()),
          effect(effect.matched()),
          effect(effect.optimized()));
    }
    return table;
  }

  private static Cell effect(Estimate estimate) {
    return Cell.of(
        Figures.estimate(estimate, Figures::oneDecimal),
        estimate == null ? null : estimate.value());
  }
}
