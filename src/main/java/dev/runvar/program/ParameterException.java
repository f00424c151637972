package dev.runvar.program;

/** A parameter of the workload that is not one, or a value that it does not take. */
public final class ParameterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ParameterException(String message) {
    super(message);
  }
}
