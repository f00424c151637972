package dev.runvar.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.RunCourse.Kind;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunCourseTest {

  private static final double FLOOR = 0.01;

  @Test
  void noise_alone_is_flat() {
    assertEquals(Kind.FLAT, course(600, c -> 100).kind());
  }

  @Test
  void a_constant_is_flat() {
    double[] wall = IntStream.range(0, 100).mapToDouble(c -> 5).toArray();
    assertEquals(Kind.FLAT, RunCourse.of(wall, FLOOR).orElseThrow().kind());
  }

  @Test
  void a_steady_rise_is_a_slowdown_and_is_measured() {
    RunCourse course = course(600, c -> 100 + 20.0 * c / 600);
    assertEquals(Kind.SLOWDOWN, course.kind());
    assertEquals(0.18, course.rise(), 0.02);
  }

  @Test
  void a_short_slow_begin_is_a_warm_up() {
    RunCourse course = course(600, c -> c < 40 ? 130 : 100);
    assertEquals(Kind.WARM_UP, course.kind());
    assertTrue(Math.abs(course.changes().get(0) - 40) <= 2, course.toString());
  }

  @Test
  void a_level_that_rises_near_the_end_is_no_steady_state() {
    assertEquals(Kind.NO_STEADY_STATE, course(600, c -> c < 550 ? 100 : 130).kind());
  }

  @Test
  void long_runs_are_averaged_over_blocks_and_say_so() {
    RunCourse course = course(50_000, c -> c < 3_000 ? 130 : 100);
    assertEquals(13, course.block());
    assertEquals(Kind.WARM_UP, course.kind());
    assertTrue(
        course.changes().stream().anyMatch(change -> Math.abs(change - 3_000) <= 30),
        course.toString());
  }

  @Test
  void a_few_cycles_have_no_course() {
    assertEquals(Optional.empty(), RunCourse.of(new double[19], FLOOR));
  }

  @Test
  void a_rise_below_the_floor_is_no_slowdown() {
    double[] wall = IntStream.range(0, 400).mapToDouble(c -> 1_000 + 0.1 * c).toArray();
    assertEquals(Kind.SLOWDOWN, RunCourse.of(wall, 0.01).orElseThrow().kind());
    assertEquals(Kind.FLAT, RunCourse.of(wall, 0.05).orElseThrow().kind());
  }

  /** Noise of 1 % about a level. */
  private static RunCourse course(int cycles, IntToDoubleFunction level) {
    SplittableRandom random = new SplittableRandom(5);
    double[] wall =
        IntStream.range(0, cycles)
            .mapToDouble(c -> level.applyAsDouble(c) * (1 + 0.01 * random.nextGaussian()))
            .toArray();
    return RunCourse.of(wall, FLOOR).orElseThrow();
  }
}
