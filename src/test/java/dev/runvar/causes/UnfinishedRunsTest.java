package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.causes.AccumulationRule.Exposure;
import dev.runvar.causes.AccumulationRule.Role;
import dev.runvar.causes.RunEffects.Claims;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.DoseSums;
import dev.runvar.result.CauseResults.Decision;
import dev.runvar.result.CauseResults.WithUnfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnfinishedRunsTest {

  private static final AnalysisScope SCOPE = TestStudy.SCOPE;

  @Test
  void without_such_runs_there_is_nothing_to_say() {
    assertNull(UnfinishedRuns.of(runs(6, 0.001, 300), List.of(), Interventions.NONE, SCOPE));
  }

  /** Mean of 0.1 % and 9.9 % a seed: 5 % of runtime. */
  @Test
  void a_cause_that_only_the_slow_runs_show_is_decided_otherwise_with_them() {
    List<RunEffects> fast = runs(6, 0.001, 300);
    assertEquals("not-supported", TestStudy.verdicts(fast, SCOPE.delta()).get(4).decision());
    WithUnfinished with = UnfinishedRuns.of(fast, runs(6, 0.099, 150), Interventions.NONE, SCOPE);
    assertEquals(6, with.runs());
    assertEquals(0, with.tooShort());
    Decision decision = ofPatterns(with);
    assertEquals("supported", decision.decision());
    assertEquals(0.05, decision.estimate(), 0.001);
    assertTrue(decision.interval().get(0) > 0.04, decision.toString());
  }

  @Test
  void runs_that_are_too_short_are_counted_and_hide_no_verdict() {
    List<RunEffects> fast = runs(6, 0.03, 300);
    List<RunEffects> unfinished = new ArrayList<>(runs(2, 0.9, 99));
    unfinished.addAll(runs(1, 0.03, 100));
    WithUnfinished with = UnfinishedRuns.of(fast, unfinished, Interventions.NONE, SCOPE);
    assertEquals(3, with.runs());
    assertEquals(2, with.tooShort());
    assertEquals("supported", ofPatterns(with).decision());
  }

  private static Decision ofPatterns(WithUnfinished with) {
    return with.decisions().stream()
        .filter(decision -> decision.name().equals("patterns"))
        .findFirst()
        .orElseThrow();
  }

  private static List<RunEffects> runs(int seeds, double dose, int cycles) {
    return IntStream.range(0, seeds)
        .mapToObj(
            seed ->
                new RunEffects(
                    "r" + seed + "-" + cycles,
                    seed,
                    cycles,
                    null,
                    new DataNotes.OfRun(false, 0),
                    claims(sums(dose + 1e-4 * seed)),
                    null,
                    null,
                    null))
        .toList();
  }

  /** What a run says that reports its patterns and times no phase. */
  private static Claims claims(DoseSums sums) {
    AccumulationRule patterns = new AccumulationRule(SCOPE.accumulations().get(1), Role.CLAIM);
    AccumulationRule.OfRun said =
        new AccumulationRule.OfRun(
            Exposure.VARYING, false, 0.9, sums, null, null, null, Double.NaN);
    return new Claims(0, Map.of(patterns, said), new AccumulationSearch.OfRun(Map.of()), null);
  }

  /** The sums of a run that owes so much to its exposure, whose jumps say nothing. */
  private static DoseSums sums(double dose) {
    return new DoseSums(0.5, 0, 1, 0.5 * dose, 0, 1, 1);
  }
}
