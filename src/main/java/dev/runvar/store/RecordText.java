package dev.runvar.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run record as a file has it: JSON whose last field is a hash of the text before that field.
 *
 * <p>The hash is over the text, so that a later version of this program can still check it.
 */
final class RecordText {

  private static final Pattern CHECKSUM = Pattern.compile(",\"checksum\":\"([0-9a-f]{64})\"\\}\\z");

  private RecordText() {}

  static byte[] of(RunRecord record) throws IOException {
    String json = Json.LINES.writeValueAsString(record);
    String open = json.substring(0, json.length() - 1);
    String hash = hash(open.getBytes(StandardCharsets.UTF_8));
    return (open + ",\"checksum\":\"" + hash + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  static RunRecord parse(byte[] text) throws IOException {
    return Json.LINES.readValue(text, RunRecord.class);
  }

  /** Returns whether the text is as it was written. */
  static boolean isIntact(byte[] text) {
    // Byte for byte: a decoder of UTF-8 takes different damage for the same replacement character.
    String json = new String(text, StandardCharsets.ISO_8859_1);
    Matcher checksum = CHECKSUM.matcher(json);
    return checksum.find()
        && checksum
            .group(1)
            .equals(
                hash(json.substring(0, checksum.start()).getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(StudyDirectory.newSha256().digest(bytes));
  }
}
