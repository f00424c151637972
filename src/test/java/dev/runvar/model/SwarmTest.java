package dev.runvar.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.Allocations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SwarmTest {

  private static final SwarmParameters HIGH = SwarmRuns.parameters(0.05, 5, Mechanism.OFF);

  @Test
  void the_same_seed_takes_the_same_path() {
    assertEquals(SwarmRuns.hash(HIGH, 42, 300), SwarmRuns.hash(HIGH, 42, 300));
  }

  @Test
  void another_seed_takes_another_path() {
    assertNotEquals(SwarmRuns.hash(HIGH, 42, 50), SwarmRuns.hash(HIGH, 43, 50));
  }

  @Test
  void a_path_does_not_change_between_releases() {
    // Our own value: any change of it is a new version of the model.
    assertEquals(
        "f5ac733a83fb0dc85ae38b8765a0e8387fc442ba5f707227fa2dcc2764c31ba8",
        SwarmRuns.hash(HIGH, 42, 300));
  }

  @Test
  void both_ways_of_recall_take_the_same_path() {
    SwarmParameters indexed =
        new SwarmParameters(
            100, 7, 0.99, 1000, 0.05, 5, Mechanism.OFF, Mechanism.OFF, Recall.INDEXED);
    assertEquals(SwarmRuns.hash(HIGH, 7, 800), SwarmRuns.hash(indexed, 7, 800));
  }

  @Test
  void a_cycle_allocates_nothing_in_the_steady_state() {
    Swarm swarm = new Swarm(HIGH, 5);
    SeededEnvironment environment = new SeededEnvironment(5);
    Trajectory trajectory = new Trajectory(HIGH.maxAgents());
    assertEquals(
        0,
        Allocations.leastOf(
            () -> {
              for (int cycle = 0; cycle < 1000; cycle++) {
                SwarmRuns.cycle(swarm, environment);
                trajectory.observe(swarm);
              }
            }));
  }

  @ParameterizedTest
  @EnumSource(Mechanism.class)
  void pooling_neither_makes_nor_loses_energy(Mechanism pooling) {
    SwarmParameters parameters =
        new SwarmParameters(100, 7, 0.99, 1000, 0.05, 5, pooling, Mechanism.OFF, Recall.LINEAR);
    Swarm swarm = new Swarm(parameters, 11);
    SeededEnvironment environment = new SeededEnvironment(11);
    for (int cycle = 0; cycle < 200; cycle++) {
      environment.advance();
      swarm.evolve(environment.cpuPercent(), environment.memoryPercent());
      swarm.compose();
      swarm.recall();
      double before = swarm.totalEnergy();
      swarm.pool();
      assertEquals(before, swarm.totalEnergy(), 1e-9 * before);
      swarm.decompose();
      swarm.spawn(environment.cpuPercent(), environment.memoryPercent());
      swarm.die();
    }
  }

  @Test
  void a_throttled_agent_spawns_at_most_once_in_a_hundred_cycles() {
    SwarmParameters childless =
        new SwarmParameters(100, 1, 0.99, 1e9, 0.05, 1, Mechanism.OFF, Mechanism.ON, Recall.LINEAR);
    int[] cycle = {0};
    SwarmRuns.run(
        childless,
        9,
        350,
        swarm -> {
          // Children are as deep as allowed, so only the one founder spawns.
          assertEquals(2 + cycle[0] / 100, swarm.population(), "cycle " + cycle[0]);
          cycle[0]++;
        });
  }

  @Test
  void a_swarm_never_outgrows_its_capacity_and_is_never_empty() {
    SwarmParameters small =
        new SwarmParameters(8, 7, 0.9, 300, 0.2, 5, Mechanism.ON, Mechanism.OFF, Recall.LINEAR);
    SwarmRuns.run(
        small, 21, 2000, swarm -> assertTrue(swarm.population() >= 1 && swarm.population() <= 8));
  }

  @Test
  void parameters_out_of_range_are_refused_by_name_and_value() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new SwarmParameters(
                    5, 7, 0.99, 1000, 0.05, 6, Mechanism.OFF, Mechanism.OFF, Recall.LINEAR));
    assertEquals("founders is out of range: 6", e.getMessage());
  }
}
