package dev.runvar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Growth;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.Analysis.RatePerHour;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextSummaryTest {

  @Test
  void an_analysis_is_read_from_its_json_as_it_was() {
    Analysis analysis = analysis(2e9);
    assertEquals(analysis, AnalysisJson.read(AnalysisJson.write(analysis)));
  }

  @Test
  void rates_per_hour_are_shown_for_long_runs_only() {
    assertTrue(TextSummary.of(analysis(4e9)).contains("+2.50 %"));
    assertFalse(TextSummary.of(analysis(1e6)).contains("+2.50 %"));
  }

  @Test
  void missing_and_failed_runs_are_told() {
    assertTrue(
        TextSummary.of(analysis(1e6)).startsWith("s: 3 of 9 runs are OK, 1 failed, 5 missing"));
  }

  @Test
  void what_the_instrument_took_is_told() {
    String text = TextSummary.of(analysis(1e6));
    assertTrue(text.contains("took 1.20 % of the core time of runs (recording 1.20 %)"), text);
  }

  @Test
  void overlays_of_the_growth_are_told_apart_from_its_parts() {
    String text = TextSummary.of(analysis(1e6));
    assertTrue(
        text.contains(
            """
              E           +10 ns (+8 ns to +12 ns)  sense +10 ns (100 %)
              Measured across these parts, and not to be added to them:
              E: GC +4 ns (+3 ns to +5 ns), off-CPU -2 ns
            """),
        text);
  }

  @Test
  void a_growth_without_overlays_says_nothing_of_them() {
    ExperimentResult plain =
        new ExperimentResult(
            "e",
            "E",
            "mixed",
            1,
            100,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            new Growth(10, null, List.of(), List.of()),
            null);
    assertTrue(GrowthText.of(List.of(plain)).contains("+10 ns"));
    assertFalse(GrowthText.of(List.of(plain)).contains("not to be added"));
  }

  @Test
  void figures_that_are_not_there_are_dashes() {
    String text = TextSummary.of(withoutCycles(new Analysis.Runs(1, 0, 0, 0, 0)));
    assertTrue(text.contains("–"), text);
    assertFalse(text.contains("null"), text);
    assertFalse(text.contains("NaN"), text);
    assertFalse(text.contains("reported a cycle"), text);
  }

  @Test
  void runs_without_a_cycle_are_told() {
    String text = TextSummary.of(withoutCycles(new Analysis.Runs(2, 2, 2, 0, 0)));
    assertTrue(
        text.startsWith("s: 2 of 2 runs are OK\nNo run has reported a cycle: nothing is in"), text);
  }

  @Test
  void experiments_that_nothing_compares_are_told() {
    assertTrue(
        TextSummary.of(withoutCycles(new Analysis.Runs(2, 2, 2, 0, 0)))
            .contains("No experiments are compared: none have variant unoptimized and optimized"));
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12 ns",
    "1234, 1.2 µs",
    "1234567, 1.23 ms",
    "1234567890, 1.23 s",
    "-4500, -4.5 µs",
    "-0.2, 0 ns"
  })
  void durations_have_the_unit_that_fits(double nanos, String text) {
    assertEquals(text, Figures.nanos(nanos));
  }

  /** Two experiments of which nothing is known. */
  private static Analysis withoutCycles(Analysis.Runs runs) {
    ExperimentResult empty =
        new ExperimentResult(
            "e", "E", "mixed", 0, 0, null, null, null, null, null, null, null, null, Map.of(), null,
            null);
    return new Analysis(
        1,
        "s",
        "now",
        Analysis.Rules.CURRENT,
        runs,
        List.of(),
        null,
        List.of(empty, empty),
        null,
        null,
        null,
        List.of(),
        List.of());
  }

  private static Analysis analysis(double meanNanos) {
    ExperimentResult result =
        new ExperimentResult(
            "e",
            "E",
            "optimized",
            1,
            100,
            meanNanos,
            0.1,
            0.2,
            new RatePerHour(0.025, 0.036, 0.011),
            new Milestones(0.49, 0.54, 0.72),
            1.0,
            5.0,
            6.0,
            Map.of(),
            new Growth(
                10,
                List.of(8.0, 12.0),
                List.of(new Growth.Part("sense", 10, 1.0, null)),
                List.of(
                    new Growth.Overlay("GC", 4, List.of(3.0, 5.0)),
                    new Growth.Overlay("off-CPU", -2, null))),
            Map.of("slowdown", 4));
    return new Analysis(
        1,
        "s",
        "now",
        Analysis.Rules.CURRENT,
        new Analysis.Runs(9, 4, 3, 1, 0),
        List.of(),
        new Analysis.Instrument(0.012, Map.of("recording", 0.012)),
        List.of(result),
        null,
        null,
        null,
        List.of(),
        List.of());
  }
}
