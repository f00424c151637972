package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.CauseResults.GrownPart;
import dev.runvar.result.Estimate;
import dev.runvar.result.Growth;
import dev.runvar.result.Headline;
import dev.runvar.result.SampleGrowth;
import dev.runvar.result.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadlinesTest {

  @Test
  void a_cause_that_was_found_in_the_search_is_named_with_the_growth() {
    Headline headline = Headlines.of(analysis(8, 0.5, 0.4, 0.6, work(0.3), searched("supported")));
    assertEquals("yes", headline.grows());
    assertEquals("replicates", headline.growth().scope());
    assertEquals("dispatch", headline.madeOf().get(0).part());
    assertEquals(0.9, headline.madeOf().get(0).share());
    assertEquals("queue", headline.cause().name());
    assertEquals("supported", headline.cause().evidence());
    assertTrue(
        headline.text().contains("+50.0 % (+40.0 % to +60.0 % over 8 seeds)"), headline.text());
    assertTrue(headline.next().startsWith("Fix queue"), headline.next());
  }

  @Test
  void growth_that_is_work_at_the_same_time_per_unit_is_said_to_be_work() {
    Headline headline = Headlines.of(analysis(8, 0.5, 0.4, 0.6, work(0.01), List.of()));
    assertTrue(
        headline.text().contains("There is more to do: vehicles 106 → 624"), headline.text());
    assertEquals("vehicles", headline.work().name());
  }

  @Test
  void an_interval_below_the_floor_is_no_growth() {
    Headline headline = Headlines.of(analysis(8, 0.001, -0.002, 0.004, List.of(), List.of()));
    assertEquals("no", headline.grows());
    assertNull(headline.cause());
  }

  @Test
  void fewer_than_five_seeds_establish_nothing_and_the_next_step_is_more_seeds() {
    Headline headline = Headlines.of(analysis(4, 0.5, 0.4, 0.6, List.of(), List.of()));
    assertEquals("undetermined", headline.grows());
    assertTrue(headline.next().contains("5 seeds"), headline.next());
  }

  @Test
  void one_run_has_an_answer_for_itself_alone() {
    Analysis one = analysis(1, 0.5, 0.4, 0.6, List.of(), List.of());
    Headline headline = Headlines.of(within(one, new Growth.Within(1, 0.5, 0.35, 0.65)));
    assertEquals("yes", headline.grows());
    assertEquals("within a run", headline.growth().scope());
    assertTrue(
        headline.text().contains("+50.0 % (+35.0 % to +65.0 % within a run)"), headline.text());
    assertTrue(
        headline
            .text()
            .contains(
                "one step at cycle 412 (+38 %), 53 min after the start, at 14:03 on 2026-03-01."),
        headline.text());
    assertTrue(
        headline
            .text()
            .contains(
                "Cycle 7 took 81.0 s with 3.7 % of a processor: the process did not run; without it the growth is +2.00 ms per cycle."),
        headline.text());
    assertNull(headline.cause());
  }

  @Test
  void one_run_that_stays_as_it_is_does_not_slow_down() {
    Analysis one = analysis(1, 0.001, 0, 0, List.of(), List.of());
    Headline headline = Headlines.of(within(one, new Growth.Within(1, 0.001, -0.004, 0.006)));
    assertEquals("no", headline.grows());
  }

  private static Analysis within(Analysis analysis, Growth.Within within) {
    ExperimentResult result = analysis.experiments().get(0);
    Growth growth =
        new SampleGrowth(1, result.growth().totalNanos())
            .parts(result.growth().parts())
            .outliers(
                List.of(new Growth.Outlier("r", 1, 7, 81e9, 0.037)), new Growth.Change(2e6, null))
            .within(within)
            .steps(List.of(new Growth.Step("r", 1, 412, 0.38, 3.2e12, "2026-03-01T14:03:07")))
            .get();
    ExperimentResult with =
        new ExperimentResult(
            "e",
            "e",
            "none",
            1,
            1000,
            1000.0,
            0.1,
            result.acceleration(),
            null,
            null,
            null,
            null,
            null,
            null,
            growth,
            null,
            null,
            List.of(),
            null);
    return new Analysis(
        2,
        "study",
        null,
        "now",
        Analysis.Rules.CURRENT,
        analysis.runs(),
        List.of(),
        null,
        List.of(with),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of());
  }

  private static List<Growth.Gauge> work(double change) {
    Estimate estimate = new Estimate(change, change - 0.02, change + 0.02, 8);
    return List.of(new Growth.Gauge("vehicles", true, 106, 624, false, 1, estimate));
  }

  private static List<GrownPart> searched(String evidence) {
    return List.of(
        new GrownPart(
            "dispatch",
            verdict("supported"),
            List.of(new CauseResult("queue", "queue, through dispatch", verdict(evidence), null))));
  }

  private static Verdict verdict(String evidence) {
    return new Verdict("supported", evidence, "dose", 0.4, null, 0.001, 0.001, 0.1, 8, "because");
  }

  private static Analysis analysis(
      int seeds,
      double share,
      double low,
      double high,
      List<Growth.Gauge> gauges,
      List<GrownPart> searched) {
    List<Growth.Part> parts =
        List.of(
            new Growth.Part("dispatch", 900 * share, 0.9, List.of(800 * share, 1000 * share)),
            new Growth.Part("outside the phases", 100 * share, 0.1, null));
    Growth growth = new SampleGrowth(seeds, 1000 * share).parts(parts).gauges(gauges).get();
    ExperimentResult result =
        new ExperimentResult(
            "e",
            "e",
            "none",
            seeds,
            8000,
            1000.0,
            0.1,
            share,
            null,
            null,
            null,
            null,
            null,
            Map.of("acceleration", List.of(low, high)),
            growth,
            null,
            null,
            List.of(),
            null);
    CauseResults causes =
        new CauseResults("e", List.of(), searched, List.of(), null, null, null, List.of());
    return new Analysis(
        2,
        "study",
        null,
        "now",
        Analysis.Rules.CURRENT,
        new Analysis.Runs(seeds, seeds, seeds, 0, 0),
        List.of(),
        null,
        List.of(result),
        causes,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of());
  }
}
