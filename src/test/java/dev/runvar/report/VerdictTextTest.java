package dev.runvar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.hypothesis.Estimate;
import dev.runvar.hypothesis.GrowthEffect;
import dev.runvar.result.Ablation;
import dev.runvar.result.Analysis;
import dev.runvar.result.Attribution;
import dev.runvar.result.Attribution.Share;
import dev.runvar.result.Phase1bVerdict;
import dev.runvar.result.Phase1bVerdict.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTextTest {

  private static final Estimate ESTIMATE = new Estimate(175, 170.0, 180.0, 5);
  private static final Phase1bVerdict.Comparison FASTER =
      new Phase1bVerdict.Comparison(
          Phase1bVerdict.Change.FASTER,
          0.01,
          new Estimate(175, 171.0, 179.0, 5),
          1.0,
          9,
          "the interval is above 1 by more than 1 %");
  private static final Phase1bVerdict.Growth GROWTH =
      new Phase1bVerdict.Growth(
          new Estimate(0.5, 0.4, 0.6, 5),
          new Estimate(0.1, 0.0, 0.2, 5),
          new Estimate(-0.4, -0.5, -0.3, 5));
  private static final Phase1bVerdict CONFIRMED =
      new Phase1bVerdict(
          5,
          10,
          null,
          new Phase1bVerdict.Speedup(
              Decision.CONFIRMED,
              FASTER,
              ESTIMATE,
              ESTIMATE,
              9999,
              1,
              1.5,
              "the interval is inside"),
          GROWTH,
          new Phase1bVerdict.Variance(
              Decision.NOT_MEASURABLE,
              Decision.CONFIRMED,
              new Estimate(0.25, 0.2, 0.3, 5),
              Decision.NOT_MEASURABLE,
              null,
              200.0,
              2.0,
              new Estimate(0.01, 0.005, 0.02, 5),
              null,
              "nothing can be halved"),
          new Phase1bVerdict.Equivalence(
              Decision.UNDECIDED,
              "outputs",
              3,
              1.1,
              List.of(
                  new Phase1bVerdict.Output(
                      "mean population",
                      Decision.UNDECIDED,
                      new Estimate(1.02, 0.95, 1.11, 5),
                      0.07,
                      8)),
              "the seeds do not tell"),
          new Phase1bVerdict.Readings(90.0, 1.0, new Estimate(90, 89.0, 91.0, 5), 90.0),
          List.of(
              new Phase1bVerdict.FactorEffect(
                  "frequency", "0.05", "0.2", "mean population", ESTIMATE, ESTIMATE, null)),
          "weak",
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
              new Ablation.Effect("e", "a × b", "saved-nanos", ESTIMATE, 0.001, 0.007),
              new Ablation.Effect("e", "a × c", "saved-nanos", ESTIMATE, 0.03, 0.09)));

  @Test
  void every_test_has_its_decision_and_intervals() {
    String text = OptimizationText.of(CONFIRMED);
    assertTrue(text.contains("1 speed-up     confirmed"), text);
    assertTrue(text.contains("175 (170 to 180) ×"), text);
    assertTrue(text.contains("speed          faster"), text);
    assertTrue(text.contains("difference -40.0 % (-50.0 % to -30.0 %)"), text);
    assertTrue(text.contains("2 variance     not measurable"), text);
    assertTrue(text.contains("acceleration –"), text);
    assertTrue(text.contains("3 of 10 pairs took the same path"), text);
    assertTrue(text.contains("mean population 1.02 (0.950 to 1.11), 8 seeds have 80 % power"));
    assertTrue(text.contains("the paper's prediction: weak (speed-up confirmed)"), text);
    assertTrue(text.contains("frequency 0.05 → 0.2"), text);
    assertFalse(text.contains("null"), text);
  }

  @Test
  void runs_without_partners_have_dashes() {
    String text =
        OptimizationText.of(
            new Phase1bVerdict(
                0,
                0,
                null,
                new Phase1bVerdict.Speedup(
                    Decision.NOT_MEASURABLE, FASTER, null, null, 9999, 1, null, "no seeds"),
                GROWTH,
                new Phase1bVerdict.Variance(
                    Decision.NOT_MEASURABLE,
                    Decision.NOT_MEASURABLE,
                    null,
                    Decision.NOT_MEASURABLE,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "no seeds"),
                new Phase1bVerdict.Equivalence(
                    Decision.NOT_MEASURABLE, "outputs", 0, 1.1, List.of(), "no seeds"),
                new Phase1bVerdict.Readings(null, null, null, 90.0),
                List.of(),
                "not-measurable",
                "nothing"));
    assertTrue(text.contains("–"), text);
    assertFalse(text.contains("null"), text);
  }

  @Test
  void an_ablation_names_switches_interactions_and_what_they_did() {
    String text = AblationText.of(ABLATION, id -> "label of " + id);
    assertTrue(text.contains("and which did nothing: label of e, 8 seeds"), text);
    assertTrue(text.contains("off → on  175 ns (170 ns to 180 ns)  75.0 %"), text);
    assertTrue(text.contains("a × b interact: 175 ns"), text);
    assertFalse(text.contains("a × c"), text);
    assertTrue(text.contains("took different paths"), text);
    assertTrue(text.endsWith("  a saves 75 %\n"), text);
  }

  @Test
  void an_attribution_shows_shares_where_they_are_identifiable_and_says_that_it_is_no_verdict() {
    String text =
        AttributionText.of(
            new Attribution(
                new Estimate(0.35, null, null, 1),
                List.of(
                    new Share("work", new Estimate(0.12, 0.1, 0.14, 5), 1.5, null),
                    new Share("pattern count", ESTIMATE, 12.0, "cannot be told from the others"),
                    new Share("database size", null, null, "cannot be told from time"))));
    assertEquals(
        """

        What exposures explain of the runtime's variance beside the trend (LMG shares of R²)
          exposure       explains                                           VIF
          work           12.0 % (10.0 % to 14.0 %)                          1.5
          pattern count  not identifiable: cannot be told from the others  12.0
          database size  not identifiable: cannot be told from time           –
          together       35.0 %                                               –
          This describes and is no verdict: it credits a non-cause that correlates ρ with the cause with ρ²/2.
        """,
        text);
  }

  @Test
  void numbers_that_json_cannot_hold_are_null_and_read_as_not_a_number() {
    GrowthEffect effect =
        new GrowthEffect(
            "e", "a", "off", "on", Double.NaN, Double.NEGATIVE_INFINITY, null, 1 / 0.0);
    String json = AnalysisJson.write(analysis(effect));
    assertFalse(json.contains("NaN") || json.contains("Infinity"), json);
    GrowthEffect read = AnalysisJson.read(json).growthEffects().get(0);
    assertTrue(Double.isNaN(read.atFrom()) && Double.isNaN(read.atTo()), json);
    assertNull(read.p());
  }

  private static Analysis analysis(GrowthEffect effect) {
    return new Analysis(
        Analysis.SCHEMA,
        "s",
        "now",
        Analysis.Rules.CURRENT,
        new Analysis.Runs(1, 1, 1, 0, 0),
        List.of(),
        null,
        List.of(),
        null,
        null,
        null,
        List.of(effect),
        List.of());
  }

  @Test
  void verdicts_are_read_from_their_json_as_they_were() {
    Analysis analysis =
        new Analysis(
            Analysis.SCHEMA,
            "s",
            "now",
            Analysis.Rules.CURRENT,
            new Analysis.Runs(1, 1, 1, 0, 0),
            List.of(),
            null,
            List.of(),
            null,
            new Analysis.Phase1b(
                new Analysis.Speedup(2, 1, 2, 160.0, 190.0, false),
                new Analysis.Variance(null, null, 0.5, null),
                new Analysis.Equivalence(0, 0, null),
                null,
                "rejected",
                CONFIRMED),
            ABLATION,
            List.of(new GrowthEffect("e", "a", "off", "on", 0.1, 0.2, ESTIMATE, 0.5)),
            List.of());
    String json = AnalysisJson.write(analysis);
    assertEquals(analysis, AnalysisJson.read(json));
    assertTrue(json.contains("\"not-measurable\""), json);
  }
}
