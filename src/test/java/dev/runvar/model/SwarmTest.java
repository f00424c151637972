package dev.runvar.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.Allocations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /**
   * Mean over 20 seeds of 1,000 cycles against an independent prototype's: population with its
   * standard deviation between seeds, and patterns at the end.
   */
  @ParameterizedTest
  @CsvSource({
    "0.05, 1, OFF, 28.7, 2.2, 2285",
    "0.05, 5, OFF, 86.2, 8.6, 4159",
    "0.20, 1, OFF, 18.7, 2.3, 2518",
    "0.20, 5, OFF, 69.3, 10.3, 4387",
    "0.05, 1, ON, 2.3, 0.6, 219",
    "0.05, 5, ON, 11.7, 2.0, 989",
    "0.20, 1, ON, 1.8, 0.6, 286",
    "0.20, 5, ON, 9.3, 1.8, 1229"
  })
  void population_and_patterns_are_those_of_the_prototype(
      double frequency,
      int founders,
      Mechanism throttling,
      double population,
      double standardDeviation,
      double patterns) {
    int seeds = 20;
    int cycles = 1000;
    double[] sums = new double[2];
    for (int seed = 1; seed <= seeds; seed++) {
      Swarm end =
          SwarmRuns.run(
              SwarmRuns.parameters(frequency, founders, throttling),
              seed,
              cycles,
              swarm -> sums[0] += swarm.population());
      sums[1] += end.patterns();
    }
    assertEquals(population, sums[0] / seeds / cycles, standardDeviation);
    assertEquals(patterns, sums[1] / seeds, 0.2 * patterns);
  }

  @Test
  void patterns_saturate_as_those_of_the_prototype() {
    int[] marks = {100, 250, 500, 1000, 1500};
    double[] prototype = {808, 1889, 3026, 4021, 4451};
    double[] sums = new double[marks.length];
    int seeds = 10;
    for (int seed = 1; seed <= seeds; seed++) {
      int[] cycle = {0};
      SwarmRuns.run(
          HIGH,
          seed,
          1500,
          swarm -> {
            cycle[0]++;
            for (int i = 0; i < marks.length; i++) {
              if (cycle[0] == marks[i]) {
                sums[i] += swarm.patterns();
              }
            }
          });
    }
    for (int i = 0; i < marks.length; i++) {
      assertEquals(prototype[i], sums[i] / seeds, 0.2 * prototype[i], "after " + marks[i]);
    }
  }

  @Test
  void at_the_low_thresholds_every_swarm_bursts_at_once() {
    SwarmParameters low =
        new SwarmParameters(
            100, 7, 0.85, 500, 0.05, 5, Mechanism.OFF, Mechanism.OFF, Recall.LINEAR);
    double[] sum = {0};
    SwarmRuns.run(low, 3, 1000, swarm -> sum[0] += swarm.population());
    assertEquals(4, sum[0] / 1000, 1.5);
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
