package dev.runvar.paper8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.report.CauseSection;
import dev.runvar.report.ComparisonTerms;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.report.Section;
import dev.runvar.report.Table;
import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Equivalence;
import dev.runvar.result.Comparison.Speedup;

/** The published study's criteria, word for word, beside the verdicts. */
final class CriteriaSections {

  private CriteriaSections() {}

  static Section phase1a(Analysis analysis, Phase1a phase1a) {
    return new Section("criteria", "Phase 1A by the paper's criteria")
        .say(
            "The criteria pool all cycles of %s and take them for independent: they are met by chance far too often."
                .formatted(Observed.label(analysis, phase1a.experiment())))
        .table(hypotheses(phase1a))
        .say("Ranking by the paper's scores: %s.".formatted(String.join(", ", phase1a.ranking())))
        .say(
            "This study – %s. The paper – %s."
                .formatted(PaperTerms.tiers(phase1a.hypotheses()), PaperTerms.EXPECTED));
  }

  private static Table hypotheses(Phase1a phase1a) {
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

  static Section phase1b(Comparison comparison, Phase1b phase1b) {
    JsonNode verdict = phase1b.verdict();
    Section section =
        new Section("tests", "Phase 1B by the paper's criteria")
            .table(tests(comparison, phase1b))
            .say(
                "Validation by the paper's criteria: %s; host readings per cycle: %s × fewer."
                    .formatted(phase1b.level(), Numbers.ratio(phase1b.hostReadingsRatio())))
            .say(
                "The paper's prediction over %d pairs of matched runs, %d seeds: %s (%s)."
                    .formatted(
                        comparison.pairs(),
                        comparison.seeds(),
                        decision(verdict, "/level"),
                        text(verdict, "/reason")));
    return comparison.readings().ratio() == null
        ? section
        : section.say(
            "Matched runs, %s; the paper predicts %.0f ×."
                .formatted(
                    ComparisonTerms.readings(comparison.readings()),
                    verdict.at("/readings/predicted").asDouble()));
  }

  private static Table tests(Comparison comparison, Phase1b phase1b) {
    JsonNode verdict = phase1b.verdict();
    Equivalence equivalence =
        PublishedReport.read(verdict.get("equivalence"), Equivalence.class).orElseThrow();
    return new Table("phase1b", "The three tests; intervals are 95 % over seeds")
        .texts("test", "paper: met")
        .prose("paper: statistics")
        .texts("matched runs")
        .prose("matched runs: statistics")
        .row(
            Cell.of("1 speed-up"),
            Cell.of(yes(phase1b.speedup().met())),
            Cell.of(
                "%s, the paper predicts %.0f–%.0f ×"
                    .formatted(
                        ComparisonTerms.speed(comparison.means()),
                        phase1b.speedup().low(),
                        phase1b.speedup().high())),
            Cell.of(decision(verdict, "/speedup/decision")),
            Cell.of(speedup(comparison.speedup(), text(verdict, "/speedup/reason"))))
        .row(
            Cell.of("2 variance"),
            Cell.of(yes(phase1b.variance().met())),
            Cell.of(
                "%s; needed: both by more than %.0f %%"
                    .formatted(
                        ComparisonTerms.variance(comparison.means()),
                        100 * phase1b.variance().least())),
            Cell.of(decision(verdict, "/variance/decision")),
            Cell.of(text(verdict, "/variance/reason")))
        .row(
            Cell.of("3 equivalence"),
            Cell.of(yes(phase1b.equivalence().met())),
            Cell.of(ComparisonTerms.paths(comparison.means())),
            Cell.of(ComparisonTerms.decision(equivalence.decision())),
            Cell.of(ComparisonTerms.equivalence(equivalence, comparison.pairs())));
  }

  private static String yes(Boolean met) {
    return met == null ? "not measurable" : met ? "yes" : "no";
  }

  static String decision(JsonNode verdict, String path) {
    return ComparisonTerms.decision(text(verdict, path));
  }

  static String text(JsonNode verdict, String path) {
    return verdict.at(path).asText(null);
  }

  private static String speedup(Speedup speedup, String reason) {
    return speedup.ratio() == null
        ? reason
        : "%s ×%s; %s; the paper's ratio is this × %s for other populations and cycles"
            .formatted(
                Numbers.estimate(speedup.ratio(), Numbers::ratio),
                ComparisonTerms.bootstrap(speedup),
                reason,
                Numbers.ratio(speedup.composition()));
  }
}
