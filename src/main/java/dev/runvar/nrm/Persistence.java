package dev.runvar.nrm;

/** How the workload stores its readings. */
public enum Persistence {
  /** Each reading is a row of its own, with a new connection and a commit. */
  PER_SAMPLE,
  /** One row per cycle on one connection, a commit every 100 cycles. */
  BATCHED
}
