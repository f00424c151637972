package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.EarlyAndLate;
import dev.runvar.facts.PhaseMeans;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.RunStatisticsSamples;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.result.Growth;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Early and late are fifths of the timed cycles; phases are known where a cycle times any. */
class EarlyAndLateTest {

  private static final double ABSENT = Double.NaN;

  @ParameterizedTest
  @CsvSource({"10,2,8", "11,2,8", "14,2,11", "15,3,12", "4,0,3", "0,0,0"})
  void early_is_rounded_down_and_late_up(int cycles, int earlyEnd, int lateBegin) {
    EarlyAndLate span = new EarlyAndLate(cycles, 1);
    assertEquals(earlyEnd, span.early().end());
    assertEquals(lateBegin, span.late().begin());
  }

  @Test
  void cycles_without_a_wall_time_do_not_move_the_fifths() {
    // Ten timed cycles of 0 to 9, each behind one without a wall time.
    double[] wall =
        IntStream.range(0, 20)
            .mapToDouble(i -> i % 2 == 0 ? ABSENT : Math.floor(i / 2.0))
            .toArray();
    RunTelemetry run = new RunTelemetry(Map.of(RunTelemetry.WALL, wall), Map.of());
    EarlyAndLate span = new EarlyAndLate(run.cycles(), 1);
    assertEquals(0.5, RunTelemetry.mean(run.wall(), span.early()));
    assertEquals(8.5, RunTelemetry.mean(run.wall(), span.late()));
  }

  @Test
  void a_phase_is_zero_beside_others_and_missing_where_none_is_timed() {
    RunTelemetry run =
        new RunTelemetry(
            Map.of(RunTelemetry.WALL, new double[] {10, 10, 10}),
            Map.of(
                "a", new double[] {ABSENT, ABSENT, 4},
                "b", new double[] {ABSENT, 3, ABSENT}));
    double[] a = run.phase("a").orElseThrow();
    assertTrue(Double.isNaN(a[0]));
    assertEquals(0, a[1]);
    assertEquals(4, a[2]);
  }

  /** Every second cycle times its phase, which is half of each cycle. */
  @Test
  void growth_of_a_phase_that_some_cycles_time_is_that_of_these_cycles() {
    double[] wall = IntStream.range(0, 100).mapToDouble(i -> 1000 + i).toArray();
    double[] part =
        IntStream.range(0, 100).mapToDouble(i -> i % 2 == 0 ? wall[i] / 2 : ABSENT).toArray();
    RunTelemetry run = new RunTelemetry(Map.of(RunTelemetry.WALL, wall), Map.of("recall", part));
    CourseGrid grid = CourseGrid.of(100, 100);
    RunContext context = RunContext.of(TestStudy.SCOPE);
    StudySurvey alone = new StudySurvey(grid).add(run, context);
    RunView view = new RunView(run, context, alone.of(run, alone));
    double[] timed = run.phase("recall").orElseThrow();
    PhaseGrowth.OfRun growth = PhaseGrowth.measure(view, timed, view.rest("recall"), List.of());
    // Cycles 0, 2 … 18 and 80, 82 … 98: wall 1009 → 1089, phase and rest a half each.
    assertEquals(40 / 1009.0, growth.inTime().beyondWork().growth(), 1e-12);
    assertEquals(0, growth.inTime().beyondWork().excess().get(0), 1e-12);
    assertEquals(0.5, growth.rest(), 1e-12);
  }

  @Test
  void what_cycles_without_phases_grow_by_is_a_part_of_its_own() {
    RunStatistics all = RunStatisticsSamples.run(1, "a", "t", 1000, 1500);
    // The cycles that time their phases take 900 and 1,300 ns; all cycles take 1,000 and 1,500 ns.
    RunStatistics sampled =
        RunStatisticsSamples.withPhases(
            all,
            new PhaseMeans(900, Map.of("sense", 400.0)),
            new PhaseMeans(1300, Map.of("sense", 500.0, "recall", 200.0)));
    Growth growth = GrowthAccounting.of(List.of(sampled), List.of(), 0.01);
    assertEquals(100, nanos(growth, "sense"), 1e-9);
    assertEquals(200, nanos(growth, "recall"), 1e-9);
    assertEquals(100, nanos(growth, "not known: cycles without phases"), 1e-9);
    assertEquals(100, nanos(growth, "outside the phases"), 1e-9);
    assertEquals(500, growth.parts().stream().mapToDouble(Growth.Part::nanos).sum(), 1e-9);
  }

  @Test
  void a_run_that_times_phases_late_only_has_no_known_parts() {
    RunStatistics late =
        RunStatisticsSamples.withPhases(
            RunStatisticsSamples.run(1, "a", "t", 1000, 1500),
            null,
            new PhaseMeans(1500, Map.of("sense", 500.0)));
    Growth growth = GrowthAccounting.of(List.of(late), List.of(), 0.01);
    assertEquals(500, nanos(growth, "not known: cycles without phases"), 1e-9);
    assertEquals(0, nanos(growth, "outside the phases"), 1e-9);
    assertFalse(growth.parts().stream().anyMatch(part -> part.name().equals("sense")));
  }

  private static double nanos(Growth growth, String name) {
    return growth.parts().stream()
        .filter(part -> part.name().equals(name))
        .mapToDouble(Growth.Part::nanos)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + growth.parts()));
  }
}
