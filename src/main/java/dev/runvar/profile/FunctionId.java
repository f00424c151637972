package dev.runvar.profile;

import java.util.Objects;
import java.util.Set;

/**
 * A function of a program, the same one in every run.
 *
 * @param firstLine where it begins: two functions of one file may share a name; 0 if unknown
 * @param isUserCode whether it belongs to the program, and not to a library or the runtime
 */
public record FunctionId(String file, String function, int firstLine, boolean isUserCode) {

  /** Frames of Python that stand for a part of the function around them. */
  private static final Set<String> PARTS =
      Set.of("<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>");

  private static final String TOP_LEVEL = "<module>";

  /** The name of a native function whose program has no symbols, or is gone. */
  static final String UNKNOWN = "[unknown]";

  /** What V8 calls the time in which the program waits for an event. */
  private static final String IDLE = "(idle)";

  public FunctionId {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(function, "function");
  }

  /** Returns whether it is the top-level code of a Python script. */
  public boolean isTopLevel() {
    return function.equals(TOP_LEVEL);
  }

  /** Returns whether its name is not known. */
  public boolean isUnknown() {
    return function.equals(UNKNOWN);
  }

  /** Returns whether it stands for waiting, and is no function of any program. */
  public boolean isIdle() {
    return function.equals(IDLE) && file.isEmpty();
  }

  /** Returns whether it is a comprehension, whose time counts for the enclosing function. */
  public boolean isPartOfAnother() {
    return PARTS.contains(function.substring(function.lastIndexOf('.') + 1));
  }
}
