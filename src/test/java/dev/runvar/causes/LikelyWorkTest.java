package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
