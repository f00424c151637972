package dev.runvar.exchange;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Times as other programs write them, in nanoseconds. */
final class TimeText {

  /** As in {@code 358ms}, {@code 5s/epoch} and {@code 6.1it/s}. */
  private static final Pattern WITH_UNIT =
      Pattern.compile(
          "\\s*(\\d+(?:\\.\\d*)?(?:[eE][-+]?\\d+)?)\\s*([a-zA-Zµμ]+)(?:/([a-zA-Z]+))?\\s*");

  /** As in {@code 01:07}, {@code 1:07:48.5} and {@code 2-01:00:00}. */
  private static final Pattern WITH_COLONS =
      Pattern.compile("\\s*(?:(\\d+)[- ])?(?:(\\d+):)?(\\d+):(\\d+(?:\\.\\d+)?)\\s*");

  private static final int SECONDS_OF_A_MINUTE = 60;
  private static final int SECONDS_OF_A_DAY = 86_400;

  /** As programs and their loggers write a moment. */
  private static final List<DateTimeFormatter> MOMENTS =
      Stream.of(
              "yyyy-M-d['T'][ ]HH:mm:ss[ ][XXX][XX][X]",
              "yyyy-M-d_HH-mm-ss",
              "yyyy-M-d_HH:mm:ss",
              "yyyy/M/d HH:mm:ss",
              "d/MMM/yyyy:HH:mm:ss[ ][XX]",
              "MMMM d, yyyy HH:mm:ss",
              "MMM d, yyyy HH:mm:ss",
              "EEE MMM d HH:mm:ss yyyy",
              "EEE MMM d HH:mm:ss z yyyy",
              "d MMM yyyy HH:mm:ss",
              "yyyyMMdd['T'][-]HHmmss",
              "MMM d HH:mm:ss",
              "HH:mm:ss")
          .map(TimeText::formatter)
          .toList();

  private TimeText() {}

  private static DateTimeFormatter formatter(String pattern) {
    int seconds = pattern.lastIndexOf("ss") + 2;
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern.substring(0, seconds))
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
        .appendPattern(pattern.substring(seconds))
        .toFormatter(Locale.ENGLISH);
  }

  /** Returns a time that is written with its unit; NaN for any other text. */
  static double nanos(String text) {
    Matcher unit = WITH_UNIT.matcher(text);
    if (unit.matches()) {
      double number = Double.parseDouble(unit.group(1));
      return Unit.ofTime(unit.group(2))
          .map(known -> number * known.factor())
          .or(
              () ->
                  Optional.ofNullable(unit.group(3))
                      .flatMap(Unit::ofTime)
                      .map(known -> known.factor() / number))
          .orElse(Double.NaN);
    }
    Matcher colons = WITH_COLONS.matcher(text);
    if (!colons.matches()) {
      return Double.NaN;
    }
    double seconds = Double.parseDouble(colons.group(4));
    seconds += SECONDS_OF_A_MINUTE * Double.parseDouble(colons.group(3));
    seconds +=
        SECONDS_OF_A_MINUTE
            * SECONDS_OF_A_MINUTE
            * (colons.group(2) == null ? 0 : Double.parseDouble(colons.group(2)));
    seconds +=
        SECONDS_OF_A_DAY * (colons.group(1) == null ? 0 : Double.parseDouble(colons.group(1)));
    return seconds * Unit.S.factor();
  }

  /** Reads points in time that all have one format, which it detects and remembers. */
  static final class Moments {

    /** A time of day that falls by more than this is one of the next day. */
    private static final long LONGEST_STEP_BACK = 12L * 3600 * 1_000_000_000;

    private static final long DAY_NANOS = SECONDS_OF_A_DAY * 1_000_000_000L;
    private static final double UNIX_SECONDS = 1e8;
    private static final double THOUSAND = 1e3;

    private DateTimeFormatter form;
    private long days;
    private long last;

    /** Returns nanoseconds since 1970, or since a midnight where there is no date. */
    OptionalLong nanos(Cell cell) {
      double number = cell.number();
      return Double.isNaN(number)
          ? ofText(cell.text().strip().replaceAll("\\s+", " "))
          : ofUnix(number);
    }

    private static OptionalLong ofUnix(double number) {
      if (!(Math.abs(number) < 0x1p63)) {
        return OptionalLong.empty();
      }
      double factor = 1e9;
      for (double limit = UNIX_SECONDS * THOUSAND;
          number >= limit && factor > 1;
          limit *= THOUSAND) {
        factor /= THOUSAND;
      }
      long whole = (long) number;
      return OptionalLong.of(whole * (long) factor + Math.round((number - whole) * factor));
    }

    private OptionalLong ofText(String text) {
      String point = text.replace(',', text.matches(".*\\d{2}:\\d{2},\\d+.*") ? '.' : ',');
      if (form != null) {
        try {
          return OptionalLong.of(nanos(form.parse(point)));
        } catch (DateTimeException e) {
          return OptionalLong.empty();
        }
      }
      for (DateTimeFormatter each : MOMENTS) {
        try {
          long nanos = nanos(each.parse(point));
          form = each;
          return OptionalLong.of(nanos);
        } catch (DateTimeException e) {
          // The text has another format.
        }
      }
      return OptionalLong.empty();
    }

    private long nanos(TemporalAccessor moment) {
      LocalTime time = LocalTime.from(moment);
      LocalDate date = moment.query(TemporalQueries.localDate());
      if (date == null && moment.isSupported(ChronoField.MONTH_OF_YEAR)) {
        // The log does not give the year; 2000 has a 29 February.
        date =
            LocalDate.of(
                2000, moment.get(ChronoField.MONTH_OF_YEAR), moment.get(ChronoField.DAY_OF_MONTH));
      }
      if (date == null) {
        return afterMidnight(time.toNanoOfDay());
      }
      ZoneOffset zone =
          moment.isSupported(ChronoField.OFFSET_SECONDS)
              ? ZoneOffset.ofTotalSeconds(moment.get(ChronoField.OFFSET_SECONDS))
              : ZoneOffset.UTC;
      return date.toEpochDay() * DAY_NANOS
          + time.toNanoOfDay()
          - zone.getTotalSeconds() * 1_000_000_000L;
    }

    /**
     * Returns nanoseconds since the first midnight; a time of day that falls far is on the next
     * day.
     */
    private long afterMidnight(long nanosOfDay) {
      if (days * DAY_NANOS + nanosOfDay < last - LONGEST_STEP_BACK) {
        days++;
      }
      last = days * DAY_NANOS + nanosOfDay;
      return last;
    }
  }
}
