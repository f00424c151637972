package dev.runvar.study;

/** What a run has to itself. */
public enum Isolation {
  /** A process of its own: fresh heap, its own RSS, and a crash takes nothing along. */
  PROCESS,
  /** A thread of the executor: for runs too short to pay for a process. */
  THREAD
}
