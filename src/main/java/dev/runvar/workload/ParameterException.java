package dev.runvar.workload;

/** A parameter of the workload that is not one, or a value that it does not take. */
public final class ParameterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String parameter;

  ParameterException(String parameter, String message) {
    super(message);
    this.parameter = parameter;
  }

  /** Returns the name of the parameter at fault. */
  public String parameter() {
    return parameter;
  }
}
