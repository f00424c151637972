package dev.runvar.program;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in a study file: {@code 500ms}, {@code 0.3s}, {@code 2h}. */
public final class DurationText {

  /** What {@link #parse} takes, for messages. */
  public static final String ALLOWED = "a number and ms, s, m or h, as in 500ms, 0.3s or 2h";

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

  private DurationText() {}

  /** Returns the duration, or nothing if the text is not one. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long unitNanos =
        switch (matcher.group(2)) {
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitNanos));
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos.longValue()));
  }

  /** Returns the text of a duration in milliseconds, so that equal durations have equal texts. */
  public static String format(Duration duration) {
    BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros();
    return millis.toPlainString() + "ms";
  }
}
