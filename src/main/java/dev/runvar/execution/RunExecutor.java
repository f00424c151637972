package dev.runvar.execution;

import java.io.IOException;

/** Executes one attempt at a run. */
public interface RunExecutor {

  /**
   * Runs to the end and hands every cycle on as it becomes known.
   *
   * <p>Whatever the workload does wrong is the result; an exception means that the attempt could
   * not be made.
   */
  RunResult execute(Attempt attempt) throws IOException, InterruptedException;
}
