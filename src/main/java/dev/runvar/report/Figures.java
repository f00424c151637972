package dev.runvar.report;

import dev.runvar.hypothesis.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Numbers as people read them; a value that is not there is a dash. */
final class Figures {

  static final String ABSENT = "–";

  private Figures() {}

  /** Returns a duration in the unit that leaves one to three digits before the point. */
  static String nanos(Double nanos) {
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
  static String signedNanos(Double nanos) {
    return nanos == null ? ABSENT : (nanos >= 0 ? "+" : "") + nanos(nanos);
  }

  /** Returns a share in percent, with its sign. */
  static String change(Double share) {
    return share == null ? ABSENT : format("%+.1f %%", 100 * share);
  }

  static String share(Double share) {
    return share == null ? ABSENT : format("%.0f %%", 100 * share);
  }

  /** Returns a small share, in percent to a tenth. */
  static String smallShare(double share) {
    return format("%.1f %%", 100 * share);
  }

  static String number(Double value) {
    if (value == null) {
      return ABSENT;
    }
    boolean plain = value == 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 1e6);
    return plain ? format("%.3f", value) : format("%.2e", value);
  }

  static String oneDecimal(Double value) {
    return value == null ? ABSENT : format("%.1f", value);
  }

  /** Returns how many there are, as {@code 1 run} or {@code 2 runs}. */
  static String count(long number, String what) {
    return "%d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }

  /** Returns a value with its interval, low and high; null is none. */
  static String with(List<Double> interval, Double value, Function<Double, String> form) {
    return interval == null
        ? form.apply(value)
        : "%s (%s to %s)"
            .formatted(form.apply(value), form.apply(interval.get(0)), form.apply(interval.get(1)));
  }

  /** Returns a value with its interval, as {@code 2.0 (1.5 to 2.5)}. */
  static String estimate(Estimate estimate, Function<Double, String> form) {
    if (estimate == null) {
      return ABSENT;
    }
    return with(estimate.interval(), estimate.value(), form);
  }

  /** Returns an interval, as {@code 1.5 to 2.5}; nothing for one seed. */
  static String interval(Estimate estimate, Function<Double, String> form) {
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
