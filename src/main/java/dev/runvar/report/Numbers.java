package dev.runvar.report;

import dev.runvar.result.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Numbers as people read them; a value that is not there is a dash. */
public final class Numbers {

  public static final String ABSENT = "–";

  /** Of ratios from a thousandth on. */
  private static final int MOST_DECIMALS = 5;

  private static final int MOST_DECIMALS_OF_PERCENT = 2;

  private Numbers() {}

  /** Returns a duration in the unit that leaves one to three digits before the point. */
  public static String nanos(Double nanos) {
    if (nanos == null) {
      return ABSENT;
    }
    double size = Math.abs(nanos);
    if (size < 1e3) {
      return format("%.0f ns", nanos);
    }
    if (size < 1e6) {
      return format("%.1f µs", nanos / 1e3);
    }
    return size < 1e9 ? format("%.2f ms", nanos / 1e6) : format("%.2f s", nanos / 1e9);
  }

  /** Returns a change in duration, with its sign. */
  public static String signedNanos(Double nanos) {
    return nanos == null ? ABSENT : (nanos >= 0 ? "+" : "") + nanos(nanos);
  }

  /** Returns a share in percent, with its sign, in three significant digits. */
  public static String change(Double share) {
    return share == null ? ABSENT : percent("%+.", 100 * share);
  }

  /** Returns a share in percent, in three significant digits. */
  public static String share(Double share) {
    return share == null ? ABSENT : percent("%.", 100 * share);
  }

  private static String percent(String form, double percent) {
    return format(form + decimals(percent, MOST_DECIMALS_OF_PERCENT) + "f %%", percent);
  }

  public static String number(Double value) {
    if (value == null) {
      return ABSENT;
    }
    boolean plain = value == 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 1e6);
    return plain ? format("%.3f", value) : format("%.2e", value);
  }

  /** Returns an amount in three significant digits. */
  public static String significant(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(3)).toPlainString();
  }

  /** Returns a ratio in three significant digits. */
  public static String ratio(Double value) {
    if (value == null) {
      return ABSENT;
    }
    double size = Math.abs(value);
    return size >= 1e6 || (size > 0 && size < 0.001)
        ? format("%.2e", value)
        : format("%." + decimals(value, MOST_DECIMALS) + "f", value);
  }

  /** Returns how many decimals three significant digits have, of at most so many. */
  private static int decimals(double value, int most) {
    if (value == 0 || !Double.isFinite(value)) {
      return 1;
    }
    String rounded = String.format(Locale.ROOT, "%.2e", value);
    int exponent = Integer.parseInt(rounded.substring(rounded.indexOf('e') + 1));
    return Math.min(most, Math.max(0, 2 - exponent));
  }

  public static String oneDecimal(Double value) {
    return value == null ? ABSENT : format("%.1f", value);
  }

  /** Returns how many there are, as {@code 1 run} or {@code 2 runs}. */
  public static String count(long number, String what) {
    return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }

  /** Returns a value with its interval, low and high; null is none. */
  public static String with(List<Double> interval, Double value, Function<Double, String> form) {
    return interval == null
        ? form.apply(value)
        : "%s (%s to %s)"
            .formatted(form.apply(value), form.apply(interval.get(0)), form.apply(interval.get(1)));
  }

  /** Returns a value with its interval, as {@code 2.0 (1.5 to 2.5)}. */
  public static String estimate(Estimate estimate, Function<Double, String> form) {
    if (estimate == null) {
      return ABSENT;
    }
    return with(estimate.interval(), estimate.value(), form);
  }

  /** Returns a difference of durations with its interval; null is none. */
  public static String growth(double nanos, List<Double> interval) {
    return with(interval, nanos, Numbers::signedNanos);
  }

  /** Returns an interval, as {@code 1.5 to 2.5}; null is a dash. */
  public static String interval(List<Double> interval, Function<Double, String> form) {
    return interval == null
        ? ABSENT
        : "%s to %s".formatted(form.apply(interval.get(0)), form.apply(interval.get(1)));
  }

  /** Returns an interval, as {@code 1.5 to 2.5}; nothing for one seed. */
  public static String interval(Estimate estimate, Function<Double, String> form) {
    return estimate.low() == null
        ? ""
        : "%s to %s".formatted(form.apply(estimate.low()), form.apply(estimate.high()));
  }

  /** A number that is rounded to zero has no sign left. */
  private static String format(String form, double value) {
    String text = String.format(Locale.ROOT, form, value);
    return text.matches("-[0.]+( .*)?") ? text.substring(1) : text;
  }
}
