package dev.runvar.nrm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.Allocations;
import org.junit.jupiter.api.Test;

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

  @Test
  void pooling_shares_a_tenth_of_each_members_energy_equally() {
    Swarm swarm = pairOfEqualPhases(Mechanism.ON);
    double first = swarm.energy(0);
    double second = swarm.energy(1);
    assertNotEquals(first, second);
    swarm.pool();
    double share = 0.1 * (first + second) / 2;
    assertEquals(0.9 * first + share, swarm.energy(0), 1e-12);
    assertEquals(0.9 * second + share, swarm.energy(1), 1e-12);
  }

  @Test
  void without_pooling_energies_stay_as_they_are() {
    Swarm swarm = pairOfEqualPhases(Mechanism.OFF);
    double first = swarm.energy(0);
    swarm.pool();
    assertEquals(first, swarm.energy(0));
  }

  @Test
  void of_a_cluster_that_bursts_the_oldest_survives_with_the_mean_energy() {
    Swarm swarm = pairOfEqualPhases(Mechanism.OFF);
    double mean = (swarm.energy(0) + swarm.energy(1)) / 2;
    swarm.recall();
    int patterns = swarm.patterns();
    swarm.decompose();
    assertEquals(1, swarm.bursts());
    assertEquals(1, swarm.population());
    assertEquals(mean, swarm.energy(0), 1e-12);
    assertEquals(patterns + 1, swarm.patterns());
  }

  /** Two agents that resonate at the lowest threshold there is, and burst at once. */
  private static Swarm pairOfEqualPhases(Mechanism pooling) {
    SwarmParameters parameters =
        new SwarmParameters(
            2, 0, Double.MIN_NORMAL, 1, 0.05, 2, pooling, Mechanism.OFF, Recall.LINEAR);
    Swarm swarm = new Swarm(parameters, 11);
    swarm.compose();
    assertEquals(1, swarm.clusters());
    return swarm;
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
