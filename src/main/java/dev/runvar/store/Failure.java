package dev.runvar.store;

import java.util.List;

/**
 * Why a run is not OK.
 *
 * @param exitCode null when the run had no process that ended by itself
 * @param lastOutput the last lines of standard output; so is {@code lastErrors} of standard error
 */
public record Failure(
    Integer exitCode, String message, List<String> lastOutput, List<String> lastErrors) {

  public Failure {
    lastOutput = List.copyOf(lastOutput);
    lastErrors = List.copyOf(lastErrors);
  }
}
