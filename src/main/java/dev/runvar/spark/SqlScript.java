package dev.runvar.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The SQL files that are shipped as resources. */
final class SqlScript {

  private SqlScript() {}

  /** Returns the text of a file. */
  static String text(String name) {
    try (InputStream in = SqlScript.class.getResourceAsStream("/sql/" + name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text of a file, comments left out. */
  static String code(String name) {
    return text(name).replaceAll("(?m)^--.*$", "");
  }

  /** Returns the statements of a file that has several, comments left out. */
  static List<String> statements(String name) {
    String text = code(name);
    return Arrays.stream(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
