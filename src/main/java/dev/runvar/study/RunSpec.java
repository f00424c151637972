package dev.runvar.study;

import java.io.Serializable;
import java.util.Objects;
import java.util.SortedMap;

/**
 * One run of a design: everything that decides what it computes, and its place in the order.
 *
 * @param runId the same for the same experiment, parameters, seed, cycles and workload
 * @param matchId the same for runs that were asked for the same parameters and seed, whatever their
 *     experiment, switches and number of cycles
 * @param replication from 0
 * @param seed in 1 … 2³¹ − 1; also 0 in runs from elsewhere
 * @param order position in the whole plan, from 0
 */
public record RunSpec(
    String runId,
    String matchId,
    String experiment,
    SortedMap<String, String> levels,
    SortedMap<String, String> parameters,
    int replication,
    int seed,
    int order,
    int cycles)
    implements Serializable {

  public RunSpec {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(matchId, "matchId");
    Objects.requireNonNull(experiment, "experiment");
    levels = Treatment.copy(levels);
    parameters = Treatment.copy(parameters);
  }

  /** Returns the same run with another match id. */
  RunSpec matchedBy(String otherMatchId) {
    return new RunSpec(
        runId, otherMatchId, experiment, levels, parameters, replication, seed, order, cycles);
  }
}
