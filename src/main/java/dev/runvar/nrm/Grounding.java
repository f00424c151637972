package dev.runvar.nrm;

/** What feeds the agents' energy. */
public enum Grounding {
  /** Random walks from the run's seed. */
  SEEDED,
  /** The last reading that the workload took: such a run is not reproducible. */
  LIVE
}
