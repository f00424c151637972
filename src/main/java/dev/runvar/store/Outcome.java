package dev.runvar.store;

/** How a run ended. */
public enum Outcome {
  OK,
  /** The workload ended with an error. */
  FAILED,
  /** It ran longer than the study allows. */
  TIMEOUT,
  /** It needed more memory than it may have. */
  OUT_OF_MEMORY,
  /** A signal from elsewhere ended it. */
  KILLED,
  /** It wrote something that is not telemetry. */
  INVALID_TELEMETRY;

  /** Returns whether a limit of the study ended the run, which makes it one of the slow ones. */
  public boolean isUnfinished() {
    return this == TIMEOUT || this == OUT_OF_MEMORY;
  }
}
