package dev.runvar.study;

/** What a study does when one of its runs is not OK. */
public enum OnFailure {
  /** A failed run is data: the others go on. */
  CONTINUE,
  /** No further run is started, and those that are under way are ended. */
  STOP,
  /**
   * If the first two runs that end have failed, no further run is started: the others would fail as
   * well.
   */
  STOP_IF_NONE_WORKS
}
