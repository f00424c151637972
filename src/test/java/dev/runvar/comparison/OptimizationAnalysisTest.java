package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runvar.facts.RunFigures;
import dev.runvar.facts.RunFiguresSamples;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Phase1b;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizationAnalysisTest {

  private static final Analysis.Rules PUBLISHED =
      Analysis.Rules.CURRENT.judgedBy(Analysis.Rules.PAPER8);

  @ParameterizedTest
  @CsvSource({"159, false", "160, true", "175, true", "190, true", "191, false"})
  void the_speed_up_must_be_within_the_predicted_range(double ratio, boolean met) {
    Phase1b phase1b =
        OptimizationAnalysis.of(
            List.of(RunFiguresSamples.run(1, "a", "t", ratio, ratio)),
            List.of(RunFiguresSamples.run(1, "a", "t", 1, 1)),
            PUBLISHED);
    assertEquals(met, phase1b.speedup().met());
    assertEquals(ratio, phase1b.speedup().ratio(), 1e-9);
  }

  @Test
  void variance_is_not_measurable_when_there_was_no_acceleration_to_reduce() {
    Phase1b phase1b =
        OptimizationAnalysis.of(
            List.of(RunFiguresSamples.run(1, "a", "t", 200, 100)),
            List.of(RunFiguresSamples.run(1, "a", "t", 1, 1)),
            PUBLISHED);
    assertNull(phase1b.variance().met());
    assertNull(phase1b.variance().accelerationReduction());
  }

  @Test
  void only_matched_runs_are_compared_and_all_must_be_equal() {
    Phase1b phase1b =
        OptimizationAnalysis.of(
            List.of(
                RunFiguresSamples.run(1, "a", "t1", 9, 9),
                RunFiguresSamples.run(2, "b", "t2", 9, 9),
                RunFiguresSamples.run(3, "alone", "t3", 9, 9)),
            List.of(
                RunFiguresSamples.run(1, "a", "t1", 1, 1),
                RunFiguresSamples.run(2, "b", "other", 1, 1),
                RunFiguresSamples.run(4, "unmatched", "t4", 1, 1)),
            PUBLISHED);
    assertEquals(new Analysis.Equivalence(2, 1, false), phase1b.equivalence());
    assertEquals("rejected", phase1b.level());
  }

  @Test
  void there_is_no_comparison_without_runs_of_both_kinds() {
    List<RunFigures> some = List.of(RunFiguresSamples.run(1, "a", "t", 1, 1));
    assertNull(OptimizationAnalysis.of(some, List.of(), PUBLISHED));
    assertNull(OptimizationAnalysis.of(List.of(), some, PUBLISHED));
  }
}
