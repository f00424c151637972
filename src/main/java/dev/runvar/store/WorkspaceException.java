package dev.runvar.store;

/** The workspace cannot be used as the user asked; the message is one line. */
public final class WorkspaceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WorkspaceException(String message) {
    super(message);
  }

  WorkspaceException(String message, Throwable cause) {
    super(message, cause);
  }
}
