package dev.runvar.cli;

/** What the program's exit code says. */
final class ExitCode {

  static final int DONE = 0;
  static final int SOME_RUNS_FAILED = 1;

  /** Of a comparison whose result the user does not allow. */
  static final int SLOWER = 1;

  static final int USER_MISTAKE = 2;
  static final int INTERNAL_ERROR = 3;

  /** What shells add the number of a signal to that ended a program. */
  static final int SIGNAL = 128;

  private ExitCode() {}
}
