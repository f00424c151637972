package dev.runvar.store;

/** How the rows of a run's telemetry were recorded. */
public enum Instrumentation {
  /** Cycles that the workload reported by the telemetry contract. */
  CONTRACT,
  /** Cycles that end with certain lines of the workload's output. */
  PROGRESS,
  /** Readings of a workload that reported no cycle: they say nothing about its cycles. */
  READINGS
}
