package dev.runvar.nrm;

/** How often the workload reads its host. */
public enum Sampling {
  /** One full reading for each living agent in each cycle. */
  PER_AGENT,
  /** One reading per cycle, its CPU part every 100 cycles. */
  CACHED
}
