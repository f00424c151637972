package dev.runvar.execution;

import java.io.IOException;

/** This host cannot execute runs: no room for a scratch directory, no process. */
public final class RunStartException extends IOException {

  private static final long serialVersionUID = 1L;

  RunStartException(IOException cause) {
    super("%s: %s".formatted(RunEngine.hostName(), cause.getMessage()), cause);
  }
}
