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

  private static final Pattern CHECKSUM = Pattern.compile(",\"checksum\":\"([0-9a-f]{64})\"\\}$");

  private RecordText() {}

  static byte[] of(RunRecord record) throws IOException {
    String json = Json.LINES.writeValueAsString(record);
    String open = json.substring(0, json.length() - 1);
    return (open + ",\"checksum\":\"" + hash(open) + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  static RunRecord parse(byte[] text) throws IOException {
    return Json.LINES.readValue(text, RunRecord.class);
  }

  /** Returns whether the text is as it was written. */
  static boolean isIntact(byte[] text) {
    String json = new String(text, StandardCharsets.UTF_8);
    Matcher checksum = CHECKSUM.matcher(json);
    return checksum.find() && checksum.group(1).equals(hash(json.substring(0, checksum.start())));
  }

  private static String hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(StudyDirectory.newSha256().digest(bytes));
  }
}
