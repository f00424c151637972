package dev.runvar.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The SQL files that are shipped as resources. */
final class SqlScript {

  private SqlScript() {}

  /** Returns the text of a file with its {@code {placeholders}} filled in. */
  static String text(String name, Map<String, String> placeholders) {
    try (InputStream in = SqlScript.class.getResourceAsStream("/sql/" + name + ".sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
        text = text.replace("{" + placeholder.getKey() + "}", placeholder.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the statements of a file that has several, comments left out. */
  static List<String> statements(String name, Map<String, String> placeholders) {
    String text = text(name, placeholders).replaceAll("(?m)^--.*$", "");
    return Arrays.stream(text.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
