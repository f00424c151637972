package dev.runvar.study;

/** What a study does when one of its runs is not OK. */
public enum OnFailure {
  /** A failed run is data: the others go on. */
  CONTINUE,
  /** No further run is started, and those that are under way are ended. */
  STOP,
  /**
   * No further run is started if the first two have failed, because the others would fail too. Runs
   * under way are ended.
   */
  STOP_IF_NONE_WORKS
}
