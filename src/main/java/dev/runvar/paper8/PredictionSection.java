package dev.runvar.paper8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runvar.report.ComparisonTerms;
import dev.runvar.report.Numbers;
import dev.runvar.report.Section;
import dev.runvar.report.Table;
import dev.runvar.report.Table.Cell;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Equivalence;
import dev.runvar.result.Comparison.Speedup;

/** Phase 1B of the published study: its three tests, each with the decision of matched runs. */
final class PredictionSection {

  private PredictionSection() {}

  static Section of(Comparison comparison, Phase1b phase1b) {
    JsonNode verdict = phase1b.verdict();
    Section section =
        new Section("tests", "Phase 1B by the paper's criteria")
            .table(table(comparison, phase1b))
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

  private static Table table(Comparison comparison, Phase1b phase1b) {
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
            Cell.of(met(phase1b.speedup().met())),
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
            Cell.of(met(phase1b.variance().met())),
            Cell.of(
                "%s; needed: both by more than %.0f %%"
                    .formatted(
                        ComparisonTerms.variance(comparison.means()),
                        100 * phase1b.variance().least())),
            Cell.of(decision(verdict, "/variance/decision")),
            Cell.of(text(verdict, "/variance/reason")))
        .row(
            Cell.of("3 equivalence"),
            Cell.of(met(phase1b.equivalence().met())),
            Cell.of(ComparisonTerms.paths(comparison.means())),
            Cell.of(ComparisonTerms.decision(equivalence.decision())),
            Cell.of(ComparisonTerms.equivalence(equivalence, comparison.pairs())));
  }

  private static String met(Boolean met) {
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
