package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.CourseGrid.Axis;
import dev.runvar.facts.Frame;
import dev.runvar.facts.Peers;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.facts.SharedCourses;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The course of other runs, at the same cycle, at the same share of a run, at the same time. */
class SharedCoursesTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void a_step_at_a_cycle_that_others_take_is_in_the_course() {
    List<RunTelemetry> runs =
        List.of(
            run(50, c -> c < 20 ? 0 : 8), run(50, c -> 100 + (c < 20 ? 0 : 4)), run(50, c -> 7));
    double[] course = course(runs, Axis.CYCLE, 2, new long[3]);
    assertEquals(0, course[19], 1e-12);
    assertEquals(6, course[20], 1e-12);
    assertEquals(6, course[49], 1e-12);
    // The second run's own step is not in what it is compared with.
    assertEquals(4, course(runs, Axis.CYCLE, 1, new long[3])[49], 1e-12);
  }

  /** The other run rises by 1 a cycle, and half of its cycles have no wall time. */
  @Test
  void over_cycles_without_a_wall_time_a_course_is_a_straight_line() {
    RunTelemetry whole = run(50, c -> 0);
    RunTelemetry sparse = run(50, c -> c, c -> c % 2 == 0);
    double[] course = course(List.of(whole, sparse), Axis.CYCLE, 0, new long[2]);
    for (int cycle = 0; cycle < 49; cycle++) {
      assertEquals(cycle, course[cycle], 1e-9);
    }
  }

  @Test
  void where_no_other_run_has_the_cycle_there_is_no_course() {
    List<RunTelemetry> runs = List.of(run(30, c -> c), run(50, c -> c));
    double[] course = course(runs, Axis.CYCLE, 1, new long[2]);
    assertEquals(29, course[29], 1e-12);
    assertTrue(Double.isNaN(course[30]));
    assertTrue(Double.isNaN(course[49]));
  }

  /** Both step halfway, the one at cycle 20 and the other at cycle 50. */
  @Test
  void a_step_at_a_share_of_runs_of_unequal_length_is_in_the_course_by_share() {
    List<RunTelemetry> runs = List.of(run(40, c -> c < 20 ? 0 : 8), run(100, c -> c < 50 ? 0 : 8));
    double[] course = course(runs, Axis.SHARE, 0, new long[2]);
    assertEquals(0, course[19], 1e-12);
    assertEquals(8, course[20], 1e-12);
    assertEquals(8, course(runs, Axis.SHARE, 1, new long[2])[50], 1e-12);
  }

  /** The second run begins ten seconds, which are ten cycles, after the first. */
  @Test
  void a_step_at_a_time_is_in_the_course_by_the_clock() {
    List<RunTelemetry> runs = List.of(run(50, c -> c < 30 ? 0 : 8), run(50, c -> c < 20 ? 0 : 8));
    double[] course = course(runs, Axis.CLOCK, 1, new long[] {0, 10 * SECOND});
    assertEquals(0, course[18], 1e-12);
    assertEquals(8, course[21], 1e-12);
    // The first run is alone at first: its course stays where it is.
    assertEquals(0, course(runs, Axis.CLOCK, 0, new long[] {0, 10 * SECOND})[5], 1e-12);
  }

  @Test
  void runs_of_equal_length_are_compared_by_cycle_alone_unless_their_times_are_known() {
    RunTelemetry run = run(50, c -> c);
    RunContext context = RunContext.of(TestStudy.SCOPE);
    assertEquals(List.of(Axis.CYCLE), CourseGrid.of(50, 50).axes(context, run));
    assertEquals(List.of(Axis.CYCLE, Axis.SHARE), CourseGrid.of(40, 50).axes(context, run));
    assertEquals(
        List.of(Axis.CYCLE), CourseGrid.of(50, 50).withClock(0, SECOND).axes(context, run));
  }

  @Test
  void very_long_runs_are_compared_in_blocks() {
    assertEquals(1, CourseGrid.of(100, 20_000).cyclesPerRow());
    assertEquals(50, CourseGrid.of(100, 1_000_000).cyclesPerRow());
    RunTelemetry run = run(100, c -> c);
    Frame blocks = Frame.ofCycles(run, 10);
    double[] averaged = blocks.averaged(run.column("x").orElseThrow());
    assertEquals(10, averaged.length);
    assertArrayEquals(new double[] {4.5, 14.5}, Arrays.copyOf(averaged, 2));
  }

  private static double[] course(List<RunTelemetry> runs, Axis axis, int of, long[] starts) {
    int fewest = runs.stream().mapToInt(RunTelemetry::rows).min().orElseThrow();
    int most = runs.stream().mapToInt(RunTelemetry::rows).max().orElseThrow();
    CourseGrid grid = CourseGrid.of(fewest, most).withClock(0, SECOND);
    SharedCourses all = new SharedCourses(grid);
    SharedCourses own = new SharedCourses(grid);
    RunView asked = null;
    for (int i = 0; i < runs.size(); i++) {
      RunContext context =
          new RunContext(TestStudy.SCOPE, OptionalDouble.empty(), OptionalLong.of(starts[i]));
      Peers peers = new Peers(all, own, 1, Set.of(), Set.of(), Set.of());
      RunView view = new RunView(runs.get(i), context, peers);
      Map<String, double[]> column = Map.of("x", runs.get(i).column("x").orElseThrow());
      all.add(view, column);
      if (i == of) {
        own.add(view, column);
        asked = view;
      }
    }
    return all.course(axis, "x", asked, own).orElseThrow();
  }

  /** A run whose cycles take a second. */
  private static RunTelemetry run(int cycles, IntToDoubleFunction x) {
    return run(cycles, x, cycle -> true);
  }

  private static RunTelemetry run(int cycles, IntToDoubleFunction x, IntPredicate timed) {
    Map<String, double[]> columns = new HashMap<>();
    columns.put(
        "wall_nanos",
        IntStream.range(0, cycles).mapToDouble(c -> timed.test(c) ? SECOND : Double.NaN).toArray());
    columns.put(
        "elapsed_nanos",
        IntStream.range(0, cycles).mapToDouble(c -> (double) c * SECOND).toArray());
    columns.put("x", IntStream.range(0, cycles).mapToDouble(x).toArray());
    return new RunTelemetry(columns, Map.of());
  }
}
