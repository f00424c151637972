package dev.runvar.execution;

import java.util.List;

/** Is told of what a run's process prints. */
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
