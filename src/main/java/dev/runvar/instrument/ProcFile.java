package dev.runvar.instrument;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Files of /proc and /sys, which may be gone or forbidden at any moment. */
final class ProcFile {

  private static final String KILOBYTES = " kB";
  private static final int USUAL_BYTES = 4096;

  private ProcFile() {}

  /** Returns the text of a file, nothing if it cannot be read. */
  static Optional<String> read(Path file) {
    // Half of the time that java.nio takes, and the instrument reads dozens of them.
    try (FileInputStream in = new FileInputStream(file.toString())) {
      byte[] bytes = new byte[USUAL_BYTES];
      int size = 0;
      for (int read = in.read(bytes); read > 0; read = in.read(bytes, size, bytes.length - size)) {
        size += read;
        if (size == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * size);
        }
      }
      return Optional.of(new String(bytes, 0, size, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns the names in a directory, none if it cannot be read. */
  static List<String> list(Path directory) {
    String[] names = directory.toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  /** Returns the number in the line {@code name: number}, or {@code kB} of it; nothing if none. */
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
    String number = line.strip();
    return Optional.of(
        Long.parseLong(
            number.endsWith(KILOBYTES)
                ? number.substring(0, number.length() - KILOBYTES.length())
                : number));
  }
}
