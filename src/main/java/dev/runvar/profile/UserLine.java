package dev.runvar.profile;

import java.util.Objects;
import java.util.Optional;

/**
 * The innermost line of user code on a stack, with the library function that it called.
 *
 * @param callee empty if the time is the line's own
 */
public record UserLine(FunctionId function, int line, Optional<FunctionId> callee) {

  public UserLine {
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(callee, "callee");
  }
}
