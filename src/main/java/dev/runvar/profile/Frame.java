package dev.runvar.profile;

import java.util.Objects;

/**
 * One call on a stack.
 *
 * @param file source file; of the JVM the class, of native code the library
 * @param function qualified name
 * @param firstLine where the function begins, 0 if unknown
 * @param line the line that was executing, 0 if unknown
 * @param isUserCode whether it belongs to the program, and not to a library or the runtime
 */
public record Frame(String file, String function, int firstLine, int line, boolean isUserCode) {

  public Frame {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(function, "function");
    if (firstLine < 0 || line < 0) {
      throw new IllegalArgumentException("lines %d, %d of %s".formatted(firstLine, line, function));
    }
  }

  /** Returns the function that the call is of, whatever line it was at. */
  public FunctionId functionId() {
    return new FunctionId(file, function, firstLine, isUserCode);
  }
}
