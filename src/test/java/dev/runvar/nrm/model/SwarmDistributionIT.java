package dev.runvar.nrm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The swarm against the figures of an independent prototype of the model. */
class SwarmDistributionIT {

  private static final SwarmParameters HIGH = SwarmRuns.parameters(0.05, 5, Mechanism.OFF);

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
}
