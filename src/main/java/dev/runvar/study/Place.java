package dev.runvar.study;

/** A line of a file, where an error in it is shown. */
public record Place(String file, int line) {

  /** The error that something is wrong here. */
  public StudyException error(String what) {
    return new StudyException(file, line, what);
  }

  /** The error of a value, in the words that all such errors share. */
  public StudyException notAllowed(String name, String shown, String allowed) {
    return error("%s: %s is not allowed; allowed: %s".formatted(name, shown, allowed));
  }
}
