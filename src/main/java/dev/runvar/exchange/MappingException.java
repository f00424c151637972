package dev.runvar.exchange;

/** A mistake in the user's mapping of columns; the message is one line. */
public final class MappingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MappingException(String message) {
    super(message);
  }
}
