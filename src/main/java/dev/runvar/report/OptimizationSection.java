package dev.runvar.report;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.hypothesis.Analysis.Phase1b;
import dev.runvar.hypothesis.Estimate;
import dev.runvar.hypothesis.Phase1bVerdict;
import dev.runvar.hypothesis.Phase1bVerdict.FactorEffect;
import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;

/** Phase 1B: the paper's three tests, each with the verdict beside it. */
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
    tests(phase1b, verdict).write(html);
    html.paragraph(
        "Validation by the paper's criteria: %s; it makes %s times fewer readings of the host."
            .formatted(phase1b.level(), Figures.oneDecimal(phase1b.hostReadingsRatio())));
    if (verdict != null) {
      html.paragraph(
          "The paper's prediction over %d pairs of matched runs and %d seeds: %s (%s). Readings of the host per cycle: %s times fewer, the paper predicts %.0f times."
              .formatted(
                  verdict.pairs(),
                  verdict.seeds(),
                  OptimizationText.decision(verdict.level()),
                  verdict.reason(),
                  Figures.estimate(verdict.readings().ratio(), Figures::oneDecimal),
                  verdict.readings().predicted()));
      if (!verdict.factorEffects().isEmpty()) {
        effects(verdict).write(html);
      }
    }
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
