package dev.runvar.spark;

/** A job failed for a reason that the user can fix; the message is one line. */
public final class SparkJobException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SparkJobException(String message) {
    super(message);
  }
}
