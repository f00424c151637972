package dev.runvar.cli;

/** The exit codes of the program. */
final class ExitCode {

  static final int DONE = 0;
  static final int SOME_RUNS_FAILED = 1;

  /** A comparison found a larger slowdown than the user allows. */
  static final int SLOWER = 1;

  static final int USER_MISTAKE = 2;
  static final int INTERNAL_ERROR = 3;

  /** The base to which shells add the number of the signal that ended a program. */
  static final int SIGNAL = 128;

  private ExitCode() {}
}
