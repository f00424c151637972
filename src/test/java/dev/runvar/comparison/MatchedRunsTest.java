package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SampleRun;
import dev.runvar.result.Comparison.ComparedCycles;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchedRunsTest {

  @Test
  void runs_of_unequal_length_are_compared_over_the_cycles_that_both_have() {
    RunStatistics stopped = SampleRun.of(1, "a").nanos(300, 30).cycles(600, 600, 300).figures();
    RunStatistics whole = SampleRun.of(1, "a").nanos(200, 20).cycles(1500, 600, 100).figures();
    MatchedRuns runs = MatchedRuns.of(List.of(stopped), List.of(whole));
    assertEquals(Math.log(1 / 3.0), runs.logRatios(RunStatistics::meanNanos)[0], 1e-12);
    assertEquals(0.5, runs.optimized(RunStatistics::acceleration)[0], 1e-12);
    assertEquals(9, runs.optimized(RunStatistics::meanPopulation)[0]);
    assertEquals(new ComparedCycles(1, 600, 600, 1500), runs.compared());
    assertSame(stopped, runs.pairs().get(0).unoptimized().get(0));
  }

  @Test
  void runs_of_equal_length_are_compared_as_a_whole() {
    RunStatistics before = SampleRun.of(1, "a").cycles(100, 100, 1).figures();
    RunStatistics after = SampleRun.of(1, "a").figures();
    MatchedRuns runs = MatchedRuns.of(List.of(before), List.of(after));
    assertNull(runs.compared());
    assertSame(before, runs.pairs().get(0).unoptimized().get(0));
    assertEquals(0, runs.logRatios(RunStatistics::meanNanos)[0]);
  }
}
