package dev.runvar.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded damage to the bytes of a file: what editors, disks and other programs do to them. */
final class Mutation {

  private static final List<String> TOKENS =
      List.of(
          "null",
          "-1",
          "0",
          "1e309",
          "NaN",
          "1e308",
          "99999999999999999999",
          "9223372036854775807",
          "\0",
          "\u001b[31m",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          ",",
          ":",
          "\r",
          "\n",
          "\r\n\r\n",
          "..",
          "/dev/zero",
          "é",
          "\uFEFF",
          "\u202e",
          "true",
          "&a [*a, *a]",
          "!!java.lang.Object {}",
          "x".repeat(70_000),
          " ",
          "\t",
          "%s",
          "#");

  private final SplittableRandom random;

  Mutation(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns the content after one to three changes. */
  byte[] of(byte[] content) {
    byte[] result = content;
    for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
      result = once(result);
    }
    return result;
  }

  private byte[] once(byte[] content) {
    int from = random.nextInt(content.length + 1);
    int to = Math.min(content.length, from + random.nextInt(1, 40));
    return switch (random.nextInt(7)) {
      case 0 -> joined(content, from, new byte[0], to);
      case 1 -> joined(content, from, bytes(token()), from);
      case 2 -> joined(content, from, bytes(token()), to);
      case 3 -> Arrays.copyOf(content, from);
      case 4 -> flipped(content, from);
      case 5 -> joined(content, to, Arrays.copyOfRange(content, from, to), to);
      default -> withToken(content);
    };
  }

  private String token() {
    return TOKENS.get(random.nextInt(TOKENS.size()));
  }

  /** Replaces a whole word, so that what is around it stays as it must be. */
  private byte[] withToken(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<String> words = List.of(text.split("(?<=\\W)|(?=\\W)", -1));
    int place = random.nextInt(words.size());
    String before = String.join("", words.subList(0, place));
    String after = String.join("", words.subList(place + 1, words.size()));
    String token = new String(bytes(token()), StandardCharsets.ISO_8859_1);
    return (before + token + after).getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] flipped(byte[] content, int at) {
    byte[] copy = content.clone();
    if (copy.length > 0) {
      copy[at % copy.length] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  private static byte[] joined(byte[] content, int end, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(content, 0, end);
    out.writeBytes(middle);
    out.write(content, from, content.length - from);
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
