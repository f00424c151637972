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
    int start = text.startsWith(name + ":") ? 0 : text.indexOf("\n" + name + ":") + 1;
    if (start == 0 && !text.startsWith(name + ":")) {
      return Optional.empty();
    }
    int end = text.indexOf('\n', start);
    String line = text.substring(start + name.length() + 1, end < 0 ? text.length() : end);
    return Optional.of(Long.parseLong(line.strip()));
  }
}
