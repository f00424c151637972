package dev.runvar.nrm;

/** Which readings the workload keeps in memory. */
public enum Retention {
  ALL,
  LATEST
}
