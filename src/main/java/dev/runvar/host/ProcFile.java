package dev.runvar.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files of /proc and /sys, which may be gone or forbidden at any moment. */
final class ProcFile {

  private ProcFile() {}

  /** Returns the text of a file, nothing if it cannot be read. */
  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the number in the line {@code name: number}, nothing without such a line. */
  static Optional<Long> field(String text, String name) {
    return number(text, name + ":");
  }

  /** Returns the number in the line {@code name number}, nothing without such a line. */
  static Optional<Long> spaced(String text, String name) {
    return number(text, name + " ");
  }

  private static Optional<Long> number(String text, String key) {
    int start = text.startsWith(key) ? 0 : text.indexOf("\n" + key) + 1;
    if (start == 0 && !text.startsWith(key)) {
      return Optional.empty();
    }
    int end = text.indexOf('\n', start);
    String line = text.substring(start + key.length(), end < 0 ? text.length() : end);
    return Optional.of(Long.parseLong(line.strip()));
  }
}
