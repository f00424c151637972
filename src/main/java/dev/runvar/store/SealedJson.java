package dev.runvar.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON object as a file has it: its last field is a SHA-256 over the text before that field.
 *
 * <p>The hash is over the text, so that a later version of this program can still check it.
 */
final class SealedJson {

  private static final Pattern CHECKSUM =
      Pattern.compile(",(?:\n  )?\"checksum\":\"([0-9a-f]{64})\"(?:\\}|\n\\}\n)\\z");

  /** The checksum with its field and white space is never longer. */
  private static final int TAIL_BYTES = 200;

  private SealedJson() {}

  /** Returns the sealed text of a value, which must be a JSON object with at least one field. */
  static byte[] of(ObjectMapper mapper, Object value) throws IOException {
    String json = mapper.writeValueAsString(value);
    String open = json.substring(0, json.lastIndexOf('}')).stripTrailing();
    String hash = hash(open.getBytes(StandardCharsets.UTF_8));
    String separator = open.contains("\n") ? ",\n  " : ",";
    String end = open.contains("\n") ? "\n}\n" : "}";
    return (open + separator + "\"checksum\":\"" + hash + "\"" + end)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the value of a text.
   *
   * @throws IOException if the text is not the JSON of such a value; its message is one line
   */
  static <T> T parse(byte[] text, Class<T> type) throws IOException {
    if (text.length == 0) {
      throw new IOException("the file is empty");
    }
    try {
      T value = Json.LINES.readValue(text, type);
      if (value == null) {
        throw new IOException("the file holds nothing but null");
      }
      return value;
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException("not of this kind: " + e.getMessage(), e);
    }
  }

  /** Returns whether the text is unchanged since it was written. */
  static boolean isIntact(byte[] text) {
    // Compare bytes, because a UTF-8 decoder replaces different damage by the same character.
    String json = new String(text, StandardCharsets.ISO_8859_1);
    Matcher checksum = CHECKSUM.matcher(json);
    checksum.region(Math.max(0, json.length() - TAIL_BYTES), json.length());
    return checksum.find()
        && checksum
            .group(1)
            .equals(
                hash(json.substring(0, checksum.start()).getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String hash(byte[] bytes) {
    return StudyDirectory.sha256(bytes);
  }
}
