package dev.runvar.exchange;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Detects from the start of a text which kind of JSON it is. */
final class JsonText {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** Keys that only lines of the telemetry contract have. */
  private static final Set<String> CONTRACT = Set.of("runvar", "wall_ns");

  /** The keys that a line of the contract may begin with. */
  private static final Set<String> LINES = Set.of("runvar", "wall_ns", "cycle", "end");

  private JsonText() {}

  private static String text(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
  }

  /** Returns whether a text begins as JSON objects do, or as a list of them. */
  static boolean isObjects(byte[] head) {
    String text = text(head);
    return text.startsWith("{")
        || (text.startsWith("[") && text.substring(1).stripLeading().startsWith("{"));
  }

  /** Returns the object in the first line, if it is a whole one. */
  private static Optional<JsonNode> firstLine(byte[] head) {
    String line = text(head).lines().findFirst().orElse("");
    try {
      return Optional.ofNullable(JSON.readTree(line)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the first line is an object with lists of others, rather than a cycle. */
  static boolean isDocument(byte[] head) {
    String text = text(head);
    if (text.startsWith("[")) {
      return false;
    }
    Optional<JsonNode> line = firstLine(head);
    return line.isEmpty() || text.lines().filter(l -> !l.isBlank()).limit(2).count() < 2;
  }

  /** Returns whether the first line is an object of a program's own making. */
  static boolean hasOwnNames(byte[] head) {
    return firstLine(head).filter(node -> LINES.stream().noneMatch(node::has)).isPresent();
  }

  /** Returns whether the first line is one of the telemetry contract. */
  static boolean isContract(byte[] head) {
    return firstLine(head).filter(node -> CONTRACT.stream().anyMatch(node::has)).isPresent();
  }
}
