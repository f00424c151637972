package dev.runvar.spark;

/**
 * A task could not start or record a run. It has no stack trace, because Spark prints that at each
 * attempt; the message for the user is complete.
 */
final class UnrecordedRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnrecordedRunException(String message) {
    super(message, null, false, false);
  }
}
