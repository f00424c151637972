package dev.runvar.study;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as study files write them. */
final class SizeText {

  static final String ALLOWED = "16m or more, as in 512m or 2g";

  private static final Pattern FORM = Pattern.compile("(\\d{1,7})([mg])");
  private static final long LEAST_BYTES = 16L << 20;

  private SizeText() {}

  /** Returns the size in bytes, if the text is one. */
  static Optional<Long> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int shift = matcher.group(2).equals("g") ? 30 : 20;
    return Optional.of(Long.parseLong(matcher.group(1)) << shift).filter(b -> b >= LEAST_BYTES);
  }
}
