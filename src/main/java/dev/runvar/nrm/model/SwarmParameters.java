package dev.runvar.nrm.model;

import java.util.Objects;

/**
 * The parameters of one swarm.
 *
 * @param maxAgents capacity of the swarm, at least 1
 * @param maxDepth agents of this depth no longer spawn, at least 0
 * @param resonanceThreshold pairs at or above it are joined, in (0, 1]
 * @param burstThreshold clusters with this total energy burst, above 0
 * @param frequency scale of the three phase increments per cycle, above 0
 * @param founders number of founding agents, 1 to {@code maxAgents}
 */
public record SwarmParameters(
    int maxAgents,
    int maxDepth,
    double resonanceThreshold,
    double burstThreshold,
    double frequency,
    int founders,
    Mechanism pooling,
    Mechanism throttling,
    Recall recall) {

  public SwarmParameters {
    check(maxAgents >= 1, "maxAgents", maxAgents);
    check(maxDepth >= 0, "maxDepth", maxDepth);
    check(
        resonanceThreshold > 0 && resonanceThreshold <= 1,
        "resonanceThreshold",
        resonanceThreshold);
    check(burstThreshold > 0, "burstThreshold", burstThreshold);
    check(frequency > 0 && Double.isFinite(frequency), "frequency", frequency);
    check(founders >= 1 && founders <= maxAgents, "founders", founders);
    Objects.requireNonNull(pooling, "pooling");
    Objects.requireNonNull(throttling, "throttling");
    Objects.requireNonNull(recall, "recall");
  }

  private static void check(boolean holds, String name, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
