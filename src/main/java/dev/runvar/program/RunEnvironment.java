package dev.runvar.program;

/** Names of the environment variables by which a run's process learns what to do. */
public final class RunEnvironment {

  /** Prefix of the variables that carry the run's parameters. */
  public static final String PARAMETER_PREFIX = "RUNVAR_PARAM_";

  private RunEnvironment() {}
}
