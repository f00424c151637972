package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.result.Estimate;
import dev.runvar.result.Growth;
import dev.runvar.result.SampleGrowth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikelyWorkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n_agents", "neighbors", "Total # of neighbors", "running", "step_running", "Atoms",
        "contacts", "p_iterations", "iters", "num.particles", "episode_steps", "dofs"
      })
  void names_of_things_that_a_step_goes_through_are_amounts(String name) {
    assertTrue(LikelyWork.isAmount(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "running_reward",
        "backlog",
        "iterations_per_second",
        "mean_population",
        "loss",
        "energy per atom",
        "waiting",
        "cache"
      })
  void names_of_qualities_and_of_what_accumulates_are_none(String name) {
    assertFalse(LikelyWork.isAmount(name));
  }

  @Test
  void a_counter_of_steps_is_a_place_in_the_run_and_a_number_of_agents_is_work() {
    assertTrue(LikelyWork.of(growth("total/steps")).isEmpty());
    assertEquals("agents", LikelyWork.of(growth("agents")).orElseThrow().name());
  }

  private static Growth growth(String gauge) {
    Estimate change = new Estimate(-0.1, null, null, 1);
    Growth.Gauge only = new Growth.Gauge(gauge, false, 100, 900, false, 1, change);
    return new SampleGrowth(1, 1e6).gauges(List.of(only)).get();
  }
}
