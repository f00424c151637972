package dev.runvar.spark;

/**
 * A task could not start or record a run. Without a stack trace, because Spark prints it at each
 * attempt; the message is for the user and says all.
 */
final class UnrecordedRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnrecordedRunException(String message) {
    super(message, null, false, false);
  }
}
