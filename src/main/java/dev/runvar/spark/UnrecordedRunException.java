package dev.runvar.spark;

import java.io.IOException;

/**
 * A task could not record a run. Without a stack trace, because Spark prints it at each attempt;
 * the message says all.
 */
final class UnrecordedRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnrecordedRunException(IOException e) {
    super(e.getMessage(), null, false, false);
  }
}
