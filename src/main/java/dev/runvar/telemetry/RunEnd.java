package dev.runvar.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a workload says of the whole run when it ends.
 *
 * @param trajectory hash of the path that the run took, if the workload computes one
 * @param reportingNanos what the workload spent on its telemetry, outside of cycles, if it tells
 */
public record RunEnd(
    Optional<String> trajectory, Map<String, Double> outputs, OptionalLong reportingNanos) {

  /** The end of a run whose workload said nothing. */
  public static final RunEnd SILENT = new RunEnd(Optional.empty(), Map.of(), OptionalLong.empty());

  public RunEnd {
    outputs = Map.copyOf(outputs);
  }
}
