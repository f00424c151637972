package dev.runvar.execution;

import java.util.List;

/** Receives the output of a run's process. */
interface OutputListener {

  /** Where a process prints to. */
  enum Stream {
    OUTPUT,
    ERRORS
  }

  /**
   * Takes lines that came together: the time since the lines before is that of all of them. To be
   * called on one thread per stream.
   */
  void printed(Stream stream, List<String> lines);
}
