package dev.runvar.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
}
