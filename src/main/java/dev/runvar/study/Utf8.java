package dev.runvar.study;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** The text of a file's bytes. */
final class Utf8 {

  private Utf8() {}

  /**
   * Returns the text, or refuses the file at the first line that is none.
   *
   * @param allowed what the error says that the file may be
   */
  static String decode(String file, byte[] bytes, String allowed) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return decoder.decode(in).toString();
    } catch (CharacterCodingException e) {
      String before = new String(bytes, 0, in.position(), StandardCharsets.ISO_8859_1);
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      throw new Place(file, line)
          .error("not text: byte 0x%02x; allowed: %s".formatted(bytes[in.position()], allowed));
    }
  }
}
