package dev.runvar.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.runvar.paper8.PaperAnswer;
import dev.runvar.paper8.Phase1a;
import dev.runvar.report.AnalysisJson;
import dev.runvar.report.CriteriaSamples;
import dev.runvar.report.Origin;
import dev.runvar.report.Report;
import dev.runvar.result.Ablation;
import dev.runvar.result.Analysis;
import dev.runvar.result.Attribution;
import dev.runvar.result.Attribution.Share;
import dev.runvar.result.CauseResults;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Decision;
import dev.runvar.result.Estimate;
import dev.runvar.result.GrowthEffect;
import dev.runvar.result.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SectionTextTest {

  private static final Estimate ESTIMATE = new Estimate(175, 170.0, 180.0, 5);
  private static final Comparison CONFIRMED =
      new Comparison(
          new Comparison.Means(200, 1, 200, 0.6, null, 10, 3, 90.0),
          5,
          10,
          null,
          new Comparison.Speedup(
              CriteriaSamples.FASTER, ESTIMATE, ESTIMATE, 9999, 1, 1.5, "the interval is inside"),
          CriteriaSamples.GROWTH,
          new Comparison.Variance(
              new Estimate(0.25, 0.2, 0.3, 5),
              null,
              200.0,
              2.0,
              new Estimate(0.01, 0.005, 0.02, 5),
              null,
              "nothing can be halved"),
          new Comparison.Equivalence(
              Decision.UNDECIDED,
              "outputs",
              3,
              1.1,
              List.of(
                  new Comparison.Output(
                      "mean population",
                      Decision.UNDECIDED,
                      new Estimate(1.02, 0.95, 1.11, 5),
                      0.07,
                      8)),
              "the seeds do not tell"),
          new Comparison.Readings(90.0, 1.0, new Estimate(90, 89.0, 91.0, 5)),
          List.of(
              new Comparison.FactorEffect(
                  "frequency", "0.05", "0.2", "mean population", ESTIMATE, ESTIMATE, null)),
          "speed-up confirmed");

  private static final Ablation ABLATION =
      new Ablation(
          List.of(
              new Ablation.AblatedExperiment(
                  "e", 8, false, 2000, 500, ESTIMATE, ESTIMATE, List.of("a saves 75 %"))),
          List.of(
              new Ablation.Contribution(
                  "e", "a", "off", "on", ESTIMATE, 0.75, ESTIMATE, ESTIMATE, 0.01, 0.02)),
          List.of(
              new Ablation.Effect("e", "a", "speed-up", ESTIMATE, 0.01, 0.02),
              new Ablation.Effect("e", "a", "saved-nanos", ESTIMATE, 0.01, 0.02),
              new Ablation.Effect("e", "a × b", "saved-nanos", ESTIMATE, 0.001, 0.007)));

  @Test
  void every_question_of_a_comparison_has_its_answer_and_intervals() {
    String text = text(analysis(null, CONFIRMED, null, List.of()));
    assertTrue(text.contains("speed        faster"), text);
    assertTrue(text.contains("175 (170 to 180) × as fast"), text);
    assertTrue(text.contains("difference -40.0 % (-50.0 % to -30.0 %)"), text);
    assertTrue(text.contains("equivalence  undecided"), text);
    assertTrue(text.contains("acceleration –"), text);
    assertTrue(text.contains("3 of 10 pairs took the same path"), text);
    assertTrue(text.contains("mean population 1.02 (0.950 to 1.11), 8 seeds have 80 % power"));
    assertTrue(text.contains("frequency 0.05 → 0.2"), text);
    assertFalse(text.contains("null") || text.contains("predict"), text);
  }

  @Test
  void every_test_of_the_published_study_has_both_decisions() {
    Analysis analysis =
        analysis(null, CONFIRMED, null, List.of())
            .with(CriteriaSamples.criteria(null, CONFIRMED, "weak", "confirmed", "not-measurable"));
    String text = text(analysis);
    assertTrue(text.contains("1 speed-up     no"), text);
    assertTrue(text.contains("the paper predicts 160–190 ×"), text);
    assertTrue(text.contains("confirmed       175 (170 to 180) ×"), text);
    assertTrue(text.contains("2 variance     not measurable"), text);
    assertTrue(text.contains("5 seeds: weak (speed-up confirmed)"), text);
    assertTrue(text.contains("the paper predicts 90 ×"), text);
    assertFalse(text.contains("null"), text);
  }

  @Test
  void every_hypothesis_of_the_published_study_has_its_criterion_and_statistics() {
    Verdict verdict =
        new Verdict("not-supported", "none", null, null, null, null, null, null, 6, "because");
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("r2", 0.75);
    statistics.put("every", 1.0);
    statistics.put("slope", null);
    Phase1a phase1a =
        new Phase1a(
            "e",
            List.of(
                new Phase1a.HypothesisResult(
                    "H2",
                    "memory fragmentation",
                    new PaperAnswer("R² > 0.7", statistics, true, 0.75, 1),
                    verdict,
                    "it drifts",
                    null)),
            List.of("H2"),
            List.of(),
            null,
            null,
            null,
            List.of());
    String text =
        text(
            analysis(null, null, null, List.of())
                .with(CriteriaSamples.criteria(phase1a, null, null)));
    assertTrue(
        text.contains(
            "H2 memory fragmentation  R² > 0.7           met     1  r2 0.750, slope –  not supported  it drifts"),
        text);
    assertTrue(text.contains("This study – tier 1: H2."), text);
  }

  @Test
  void runs_without_partners_have_dashes() {
    Comparison unmatched =
        CriteriaSamples.unmatched(new Comparison.Means(2000, 1000, 2, null, null, 0, 0, null));
    String text = text(analysis(null, unmatched, null, List.of()));
    assertTrue(text.contains("–"), text);
    assertFalse(text.contains("null"), text);
  }

  @Test
  void an_ablation_names_switches_interactions_and_what_they_did() {
    String text = text(analysis(null, null, ABLATION, List.of()));
    assertTrue(text.contains("over 8 seeds; 95 % intervals"), text);
    assertTrue(text.contains("off → on  175 ns (170 ns to 180 ns)  75.0 %"), text);
    assertTrue(text.contains("× 175.000"), text);
    assertTrue(text.contains("a × b   saved-nanos     175 ns"), text);
    assertTrue(text.contains("took different paths"), text);
    assertTrue(text.contains("  a saves 75 %\n"), text);
  }

  @Test
  void an_attribution_shows_shares_where_they_are_identifiable_and_says_that_it_is_no_verdict() {
    Attribution attribution =
        new Attribution(
            new Estimate(0.35, null, null, 1),
            List.of(
                new Share("work", new Estimate(0.12, 0.1, 0.14, 5), 1.5, null),
                new Share("pattern count", ESTIMATE, 12.0, "cannot be separated from the others"),
                new Share("database size", null, null, "cannot be separated from time")));
    CauseResults causes =
        new CauseResults("e", List.of(), List.of(), List.of(), null, attribution, null, List.of());
    String text = text(analysis(causes, null, null, List.of()));
    assertTrue(
        text.contains(
            """
              exposure                        explains   VIF  not identifiable because
              work           12.0 % (10.0 % to 14.0 %)   1.5  –
              pattern count                          –  12.0  cannot be separated from the others
              database size                          –     –  cannot be separated from time
              together                          35.0 %     –  –
            """),
        text);
    assertTrue(text.contains("This is a description, not a verdict"), text);
  }

  @Test
  void numbers_that_json_cannot_hold_are_null_and_read_as_not_a_number() {
    GrowthEffect effect =
        new GrowthEffect(
            "e", "a", "off", "on", Double.NaN, Double.NEGATIVE_INFINITY, null, 1 / 0.0);
    Analysis analysis =
        analysis(null, null, null, List.of(effect))
            .with(Map.of("phase1a", DoubleNode.valueOf(Double.NaN)));
    String json = AnalysisJson.write(analysis);
    assertFalse(json.contains("NaN") || json.contains("Infinity"), json);
    GrowthEffect read = AnalysisJson.read(json).growthEffects().get(0);
    assertTrue(Double.isNaN(read.atFrom()) && Double.isNaN(read.atTo()), json);
    assertNull(read.p());
  }

  @Test
  void results_are_read_from_their_json_as_they_were() {
    Analysis analysis =
        analysis(
                null,
                CONFIRMED,
                ABLATION,
                List.of(new GrowthEffect("e", "a", "off", "on", 0.1, 0.2, ESTIMATE, 0.5)))
            .with(CriteriaSamples.criteria(null, CONFIRMED, "weak", "confirmed", "not-measurable"));
    String json = AnalysisJson.write(analysis);
    Analysis read = AnalysisJson.read(json);
    assertEquals(json, AnalysisJson.write(read));
    assertEquals(analysis.comparison(), read.comparison());
    assertTrue(json.contains("\"not-measurable\""), json);
  }

  private static String text(Analysis analysis) {
    return ReportText.of(Report.of(analysis, new Origin(Map.of(), 1)));
  }

  private static Analysis analysis(
      CauseResults causes,
      Comparison comparison,
      Ablation ablation,
      List<GrowthEffect> growthEffects) {
    return new Analysis(
        Analysis.SCHEMA,
        "s",
        null,
        "now",
        Analysis.Rules.CURRENT,
        new Analysis.Runs(1, 1, 1, 0, 0),
        List.of(),
        null,
        List.of(),
        causes,
        comparison,
        null,
        ablation,
        growthEffects,
        List.of(),
        null);
  }
}
