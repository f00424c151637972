package dev.runvar.paper8;

import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.report.CauseSection;
import dev.runvar.report.Observed;
import dev.runvar.report.Section;
import dev.runvar.report.Table;
import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;

/** Phase 1A of the published study: its criteria, word for word, beside the verdicts. */
final class CriteriaSection {

  private CriteriaSection() {}

  static Section of(Analysis analysis, Phase1a phase1a) {
    return new Section("criteria", "Phase 1A by the paper's criteria")
        .say(
            "The criteria pool all cycles of %s and take them for independent: they are met by chance far too often."
                .formatted(Observed.label(analysis, phase1a.experiment())))
        .table(table(phase1a))
        .say("Ranking by the paper's scores: %s.".formatted(String.join(", ", phase1a.ranking())))
        .say(
            "This study – %s. The paper – %s."
                .formatted(PaperTerms.tiers(phase1a.hypotheses()), PaperTerms.EXPECTED));
  }

  private static Table table(Phase1a phase1a) {
    Table table =
        new Table("phase1a", "The paper's criterion and the verdict on each hypothesis")
            .texts("hypothesis")
            .prose("paper's criterion")
            .texts("met")
            .numbers("tier")
            .prose("statistics")
            .texts("verdict")
            .prose("they disagree because");
    for (HypothesisResult h : phase1a.hypotheses()) {
      PaperAnswer paper = h.paper();
      Integer tier = paper.tier();
      table.row(
          Cell.of(h.id() + " " + h.name()),
          Cell.of(paper.criterion()),
          Cell.of(PaperTerms.met(paper.met())),
          tier == null ? Cell.of((String) null) : Cell.of(tier),
          Cell.of(PaperTerms.statistics(paper.statistics())),
          Cell.of(CauseSection.decision(h.verdict())),
          Cell.of(h.disagreement()));
    }
    return table;
  }
}
