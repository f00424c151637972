package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runvar.result.FunctionResult;
import dev.runvar.result.VersionComparison.PartChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionChangesTest {

  /** {@code scipy.stats.t.interval(0.95, 8, -300, sqrt(2) * 10)}: equal errors over five each. */
  @Test
  void a_function_that_became_faster_has_the_interval_of_welch() {
    List<PartChange> changes =
        FunctionChanges.of(
            List.of(function("pop", 400, 10.0, 5), function("tick", 50, 1.0, 5)),
            List.of(function("tick", 51, 1.0, 5), function("pop", 100, 10.0, 5)));
    assertEquals(1, changes.size(), changes.toString());
    assertEquals("pop", changes.get(0).name());
    assertEquals(-332.61182, changes.get(0).change().low(), 1e-4);
    assertEquals(-267.38818, changes.get(0).change().high(), 1e-4);
  }

  @Test
  void what_is_known_within_a_run_alone_has_none() {
    List<PartChange> changes =
        FunctionChanges.of(
            List.of(function("pop", 400, null, 0)), List.of(function("pop", 100, null, 0)));
    assertEquals(-300, changes.get(0).change().value());
    assertNull(changes.get(0).change().low());
  }

  @Test
  void functions_of_one_version_alone_are_no_change() {
    assertEquals(
        List.of(),
        FunctionChanges.of(
            List.of(function("old", 400, 1.0, 5)), List.of(function("new", 100, 1.0, 5))));
  }

  private static FunctionResult function(
      String name, double lateNanos, Double lateErrorNanos, int seeds) {
    return new FunctionResult(
        name,
        "m.py",
        1,
        true,
        10,
        lateNanos,
        lateErrorNanos,
        seeds,
        lateNanos - 10,
        null,
        null,
        null,
        null,
        0,
        0);
  }
}
