package dev.runvar.study;

/**
 * A mistake in a file that the user gives: the message is one line that says where, what and what
 * is allowed.
 */
public final class StudyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StudyException(String file, int line, String what) {
    super("%s:%d: %s".formatted(file, line, oneLine(what)));
  }

  StudyException(String file, String what) {
    super(file + ": " + oneLine(what));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
