package dev.runvar.store;

import java.util.List;

/**
 * Why a run is not OK.
 *
 * @param exitCode null unless the run had a process that ended by itself
 * @param lastOutput last lines of standard output; {@code lastErrors} has those of standard error
 */
public record Failure(
    Integer exitCode, String message, List<String> lastOutput, List<String> lastErrors) {

  public Failure {
    lastOutput = List.copyOf(lastOutput);
    lastErrors = List.copyOf(lastErrors);
  }
}
