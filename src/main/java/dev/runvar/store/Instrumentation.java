package dev.runvar.store;

/** What the rows of a run's telemetry are. */
public enum Instrumentation {
  /** Cycles that the workload reported by the telemetry contract. */
  CONTRACT,
  /** Cycles that lines of the workload's output ended. */
  PROGRESS,
  /** Readings of a workload that reported no cycle: they say nothing about its cycles. */
  READINGS
}
