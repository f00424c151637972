package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.runvar.facts.RunFigures;
import dev.runvar.facts.SampleRun;
import dev.runvar.result.Analysis;
import dev.runvar.result.Phase1bVerdict;
import dev.runvar.result.Phase1bVerdict.Change;
import dev.runvar.result.Phase1bVerdict.ComparedCycles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchedRunsTest {

  @Test
  void runs_of_unequal_length_are_compared_over_the_cycles_that_both_have() {
    RunFigures stopped = SampleRun.of(1, "a").nanos(300, 30).cycles(600, 600, 300).figures();
    RunFigures whole = SampleRun.of(1, "a").nanos(200, 20).cycles(1500, 600, 100).figures();
    MatchedRuns runs = MatchedRuns.of(List.of(stopped), List.of(whole));
    assertEquals(Math.log(1 / 3.0), runs.logRatios(RunFigures::meanNanos)[0], 1e-12);
    assertEquals(0.5, runs.optimized(RunFigures::acceleration)[0], 1e-12);
    assertEquals(9, runs.optimized(RunFigures::meanPopulation)[0]);
    assertEquals(new ComparedCycles(1, 600, 600, 1500), runs.compared());
    assertSame(stopped, runs.pairs().get(0).unoptimized().get(0));
  }

  @Test
  void runs_of_equal_length_are_compared_as_a_whole() {
    RunFigures before = SampleRun.of(1, "a").cycles(100, 100, 1).figures();
    RunFigures after = SampleRun.of(1, "a").figures();
    MatchedRuns runs = MatchedRuns.of(List.of(before), List.of(after));
    assertNull(runs.compared());
    assertSame(before, runs.pairs().get(0).unoptimized().get(0));
    assertEquals(0, runs.logRatios(RunFigures::meanNanos)[0]);
  }

  @Test
  void without_published_criteria_the_runs_are_faster_or_slower_and_nothing_is_refuted() {
    List<RunFigures> before = new ArrayList<>();
    List<RunFigures> after = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      before.add(SampleRun.of(seed, "t").nanos(3000 + seed, 1).figures());
      after.add(SampleRun.of(seed, "t").nanos(1000, 1).figures());
    }
    Analysis.Phase1b faster = OptimizationAnalysis.of(before, after, Analysis.Rules.CURRENT);
    assertNull(faster.level());
    assertNull(faster.speedup().met());
    assertEquals(3.002, faster.speedup().ratio(), 1e-9);
    assertEquals(Change.FASTER, faster.verdict().speedup().comparison().change());
    assertNull(faster.verdict().speedup().decision());
    assertNull(faster.verdict().variance().decision());
    assertEquals("the CV is larger", faster.verdict().variance().reason());
    assertNull(faster.verdict().readings().predicted());
    assertNull(faster.verdict().level());
    assertEquals(0, faster.verdict().growth().difference().value(), 1e-12);
    Analysis.Phase1b slower = OptimizationAnalysis.of(after, before, Analysis.Rules.CURRENT);
    assertEquals(Change.SLOWER, slower.verdict().speedup().comparison().change());
    Analysis.Rules published = Analysis.Rules.CURRENT.judgedBy(Analysis.Rules.PAPER8);
    Phase1bVerdict.Speedup both =
        OptimizationAnalysis.of(before, after, published).verdict().speedup();
    assertEquals(Phase1bVerdict.Decision.REFUTED, both.decision());
    assertEquals(Change.FASTER, both.comparison().change());
  }

  @Test
  void the_paths_of_runs_of_unequal_length_say_nothing() {
    RunFigures stopped = SampleRun.of(1, "a").path("x").cycles(600, 600, 300).figures();
    RunFigures whole = SampleRun.of(1, "a").path("y").cycles(1500, 600, 100).figures();
    assertEquals(
        new Analysis.Equivalence(0, 0, null),
        OptimizationAnalysis.of(List.of(stopped), List.of(whole), Analysis.Rules.CURRENT)
            .equivalence());
  }
}
