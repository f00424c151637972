package dev.runvar.telemetry;

import java.util.Map;
import java.util.Optional;

/**
 * What a workload says of the whole run when it ends.
 *
 * @param trajectory hash of the path that the run took, if the workload computes one
 */
public record RunEnd(Optional<String> trajectory, Map<String, Double> outputs) {

  /** The end of a run whose workload said nothing. */
  public static final RunEnd SILENT = new RunEnd(Optional.empty(), Map.of());

  public RunEnd {
    outputs = Map.copyOf(outputs);
  }
}
