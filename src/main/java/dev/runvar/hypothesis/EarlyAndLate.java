package dev.runvar.hypothesis;

/**
 * Which timed cycles of a run are early and which are late: the first ⌊n/5⌋ and the last ⌈n/5⌉ of
 * n, as in the SQL view {@code timed_cycles}.
 *
 * @param cycles of the run that have a wall time
 */
record EarlyAndLate(int cycles) {

  /** Returns the number of early cycles, which begin at 0. */
  int earlyEnd() {
    return cycles / 5;
  }

  /** Returns the first late cycle; the late cycles end with the run. */
  int lateBegin() {
    return cycles - (cycles / 5 + (cycles % 5 == 0 ? 0 : 1));
  }
}
