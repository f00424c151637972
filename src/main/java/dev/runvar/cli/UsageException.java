package dev.runvar.cli;

/** A mistake on the command line; the message is one line. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
