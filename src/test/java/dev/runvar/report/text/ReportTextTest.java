package dev.runvar.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.report.AnalysisJson;
import dev.runvar.report.Origin;
import dev.runvar.report.Report;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.Analysis.RatePerHour;
import dev.runvar.result.Growth;
import dev.runvar.result.Headline;
import dev.runvar.result.SampleGrowth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  @Test
  void an_analysis_is_read_from_its_json_as_it_was() {
    Analysis analysis = analysis(2e9);
    assertEquals(analysis, AnalysisJson.read(AnalysisJson.write(analysis)));
  }

  @Test
  void rates_per_hour_are_shown_for_long_runs_only() {
    assertTrue(details(analysis(4e9)).contains("+2.50 %"));
    assertFalse(details(analysis(1e6)).contains("+2.50 %"));
  }

  @Test
  void the_headline_begins_with_the_answer_and_has_a_line_for_each_question() {
    assertEquals(
        """
        A cycle takes longer.
        Growth:   +10.0 % (+8.00 % to +12.0 %) of the early runtime, +10 ns per cycle, measured over seeds
        Made of:  sense 100 % (90.0 % to 110 %)
        Cause:    queue, supported: it grew
        Next:     Fix queue.
        Trust:    Not yet. 0 seeds and 3 of 9 runs; mind that 6 runs failed or are missing.
        s: 3 of 9 runs are OK, 1 failed, 5 missing
        """,
        headline(analysis(1e6)));
  }

  @Test
  void missing_and_failed_runs_are_told() {
    assertTrue(headline(analysis(1e6)).contains("s: 3 of 9 runs are OK, 1 failed, 5 missing\n"));
  }

  @Test
  void what_the_instrument_took_is_told() {
    String text = details(analysis(1e6));
    assertTrue(text.contains("took 1.20 % of the core time of runs (recording 1.20 %)"), text);
  }

  @Test
  void overlays_of_the_growth_are_told_apart_from_its_parts() {
    String text = details(analysis(1e6));
    assertTrue(
        text.contains(
            """
              all                        +10 ns  +8 ns to +12 ns  100 %
              sense                      +10 ns  –                100 %
              across the parts: GC        +4 ns  +3 ns to +5 ns       –
              across the parts: off-CPU   -2 ns  –                    –
            """),
        text);
  }

  @Test
  void a_growth_without_overlays_says_nothing_of_them() {
    Analysis plain =
        analysis(
            new ExperimentResult(
                "e",
                "E",
                "mixed",
                1,
                100,
                100.0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                growth(null, List.of(), List.of()),
                null,
                null,
                List.of(),
                null));
    assertTrue(details(plain).contains("+10 ns"));
    assertFalse(details(plain).contains("across the parts:"));
  }

  @Test
  void figures_that_are_not_there_are_dashes() {
    Analysis empty = withoutCycles(new Analysis.Runs(1, 0, 0, 0, 0));
    String text = headline(empty) + details(empty);
    assertTrue(text.contains("–"), text);
    assertFalse(text.contains("null"), text);
    assertFalse(text.contains("NaN"), text);
    assertFalse(text.contains("reported a cycle"), text);
  }

  @Test
  void runs_without_a_cycle_are_told() {
    String text = headline(withoutCycles(new Analysis.Runs(2, 2, 2, 0, 0)));
    assertTrue(
        text.contains("s: 2 of 2 runs are OK\nNo run has reported a cycle: the file that"), text);
  }

  @Test
  void experiments_that_nothing_compares_are_told() {
    assertTrue(
        details(withoutCycles(new Analysis.Runs(2, 2, 2, 0, 0)))
            .contains("No experiments are compared: none have variant unoptimized and optimized"));
  }

  /** Two experiments of which nothing is known. */
  private static Analysis withoutCycles(Analysis.Runs runs) {
    ExperimentResult empty =
        new ExperimentResult(
            "e", "E", "mixed", 0, 0, null, null, null, null, null, null, null, null, Map.of(), null,
            null, null, List.of(), null);
    return new Analysis(
        1,
        "s",
        null,
        "now",
        Analysis.Rules.CURRENT,
        runs,
        List.of(),
        null,
        List.of(empty, empty),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null);
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
            growth(
                List.of(8.0, 12.0),
                List.of(new Growth.Part("sense", 10, 1.0, null)),
                List.of(
                    new Growth.Overlay("GC", 4, List.of(3.0, 5.0)),
                    new Growth.Overlay("off-CPU", -2, null))),
            Map.of("slowdown", 4),
            null,
            List.of(),
            null);
    return analysis(result);
  }

  private static Growth growth(
      List<Double> interval, List<Growth.Part> parts, List<Growth.Overlay> overlays) {
    return new SampleGrowth(4, 10).interval(interval).parts(parts).overlays(overlays).get();
  }

  private static String details(Analysis analysis) {
    return ReportText.of(Report.of(analysis, new Origin(Map.of(), 1)));
  }

  private static String headline(Analysis analysis) {
    return HeadlineText.of(Report.of(analysis, new Origin(Map.of(), 1)));
  }

  private static Analysis analysis(ExperimentResult result) {
    return new Analysis(
        1,
        "s",
        new Headline(
            "A cycle takes longer.",
            "yes",
            new Headline.Growth(0.1, 0.08, 0.12, 10, "replicates"),
            List.of(new Headline.Part("sense", 1, 0.9, 1.1)),
            null,
            new Headline.Cause("queue", "supported", "it grew"),
            null,
            new Headline.Version("fix", "original", 2, 1.5, 2.5, 0.1, 0.0),
            "Fix queue."),
        "now",
        Analysis.Rules.CURRENT,
        new Analysis.Runs(9, 4, 3, 1, 0),
        List.of(),
        new Analysis.Instrument(0.012, Map.of("recording", 0.012)),
        List.of(result),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null);
  }
}
