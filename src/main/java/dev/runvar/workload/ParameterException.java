package dev.runvar.workload;

/** A parameter of the workload that is not one, or a value that it does not take. */
public final class ParameterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ParameterException(String message) {
    super(message);
  }
}
