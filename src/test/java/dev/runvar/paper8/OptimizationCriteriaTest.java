package dev.runvar.paper8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runvar.comparison.VariantComparison;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.RunStatisticsSamples;
import dev.runvar.facts.SampleRun;
import dev.runvar.result.Comparison.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizationCriteriaTest {

  @ParameterizedTest
  @CsvSource({"159, false", "160, true", "175, true", "190, true", "191, false"})
  void the_speed_up_must_be_within_the_predicted_range(double ratio, boolean met) {
    Phase1b phase1b =
        phase1b(
            List.of(RunStatisticsSamples.run(1, "a", "t", ratio, ratio)),
            List.of(RunStatisticsSamples.run(1, "a", "t", 1, 1)));
    assertEquals(met, phase1b.speedup().met());
    assertEquals(ratio, phase1b.speedup().ratio(), 1e-9);
  }

  @Test
  void variance_is_not_measurable_when_there_was_no_acceleration_to_reduce() {
    Phase1b phase1b =
        phase1b(
            List.of(RunStatisticsSamples.run(1, "a", "t", 200, 100)),
            List.of(RunStatisticsSamples.run(1, "a", "t", 1, 1)));
    assertNull(phase1b.variance().met());
    assertNull(phase1b.variance().accelerationReduction());
  }

  @Test
  void only_matched_runs_are_compared_and_all_must_be_equal() {
    Phase1b phase1b =
        phase1b(
            List.of(
                RunStatisticsSamples.run(1, "a", "t1", 9, 9),
                RunStatisticsSamples.run(2, "b", "t2", 9, 9),
                RunStatisticsSamples.run(3, "alone", "t3", 9, 9)),
            List.of(
                RunStatisticsSamples.run(1, "a", "t1", 1, 1),
                RunStatisticsSamples.run(2, "b", "other", 1, 1),
                RunStatisticsSamples.run(4, "unmatched", "t4", 1, 1)));
    assertEquals(new Phase1b.Equivalence(2, 1, false), phase1b.equivalence());
    assertEquals("rejected", phase1b.level());
  }

  @ParameterizedTest
  @CsvSource({
    "170, 1, CONFIRMED",
    "150, 1, REFUTED",
    "200, 1, REFUTED",
    "190, 1, UNDECIDED",
    "160, 1, UNDECIDED",
    "175, 60, UNDECIDED"
  })
  void the_speed_up_is_decided_by_its_interval(double ratio, double spread, Decision decision) {
    List<RunStatistics> before = new ArrayList<>();
    List<RunStatistics> after = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      before.add(SampleRun.of(seed, "t").nanos(ratio + spread * (seed - 2), 1).figures());
      after.add(SampleRun.of(seed, "t").nanos(1, 1).figures());
    }
    assertEquals(decision.toString(), decision(before, after, "speedup"));
  }

  @Test
  void an_acceleration_that_may_be_none_cannot_be_halved() {
    double[] cv = {0.2, 0.2, 0.2, 0.2, 0.2};
    double[] halved = {0.09, 0.08, 0.09, 0.08, 0.09};
    double[] none = {0.3, -0.3, 0.2, -0.1, 0.1};
    JsonNode variance =
        phase1b(varying(9, cv, none), varying(9, halved, none)).verdict().get("variance");
    assertEquals("confirmed", variance.get("cv").asText());
    assertEquals("not-measurable", variance.get("acceleration").asText());
    assertEquals("not-measurable", variance.get("decision").asText());
    assertEquals("refuted", decision(varying(9, cv, none), varying(9, cv, none), "variance"));
  }

  @Test
  void a_variance_whose_intervals_are_below_a_half_is_halved() {
    double[] cvBefore = {0.20, 0.22, 0.19, 0.21, 0.23};
    double[] cvAfter = {0.05, 0.06, 0.055, 0.045, 0.052};
    double[] before = {0.5, 0.61, 0.45, 0.55, 0.58};
    double[] after = {0.11, 0.15, 0.09, 0.12, 0.14};
    assertEquals(
        "confirmed",
        decision(varying(1000, cvBefore, before), varying(10, cvAfter, after), "variance"));
  }

  @Test
  void under_five_seeds_nothing_is_decided() {
    double[] four = {0.2, 0.2, 0.2, 0.2};
    Phase1b phase1b = phase1b(varying(9, four, four), varying(9, four, four));
    assertEquals("not-measurable", phase1b.verdict().get("level").asText());
    assertEquals("not-measurable", phase1b.verdict().get("speedup").get("decision").asText());
    assertEquals("not-measurable", phase1b.verdict().get("variance").get("decision").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIRMED, CONFIRMED, CONFIRMED, strong",
    "CONFIRMED, CONFIRMED, REFUTED, moderate",
    "CONFIRMED, CONFIRMED, NOT_MEASURABLE, moderate",
    "CONFIRMED, REFUTED, CONFIRMED, weak",
    "UNDECIDED, CONFIRMED, CONFIRMED, weak",
    "REFUTED, NOT_MEASURABLE, CONFIRMED, rejected",
    "REFUTED, REFUTED, CONFIRMED, rejected",
    "UNDECIDED, NOT_MEASURABLE, REFUTED, undecided"
  })
  void the_level_is_that_of_the_decisions(
      Decision speedup, Decision variance, Decision equivalence, String level) {
    List<Decision> decisions = List.of(speedup, variance, equivalence);
    assertEquals(level, OptimizationCriteria.level(5, decisions));
    assertEquals("not-measurable", OptimizationCriteria.level(4, decisions));
  }

  private static List<RunStatistics> varying(double mean, double[] cv, double[] acceleration) {
    return IntStream.range(0, cv.length)
        .mapToObj(
            seed ->
                SampleRun.of(seed, "t")
                    .nanos(mean, cv[seed] * mean)
                    .accelerating(acceleration[seed])
                    .figures())
        .toList();
  }

  private static String decision(
      List<RunStatistics> before, List<RunStatistics> after, String test) {
    return phase1b(before, after).verdict().get(test).get("decision").asText();
  }

  private static Phase1b phase1b(List<RunStatistics> before, List<RunStatistics> after) {
    return OptimizationCriteria.phase1b(VariantComparison.of(before, after, 0.01));
  }
}
