package dev.runvar.workload;

/** Which readings the workload keeps in memory. */
public enum Retention {
  ALL,
  LATEST
}
