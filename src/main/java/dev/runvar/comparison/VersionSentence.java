package dev.runvar.comparison;

import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Change;
import dev.runvar.result.Comparison.Growth;
import dev.runvar.result.Estimate;
import dev.runvar.result.VersionComparison;
import java.util.Locale;

/** Says in one sentence what became of a program. */
final class VersionSentence {

  /** Growth is gone only if surely less than this share of it is left. */
  private static final double MOST_LEFT = 0.25;

  private static final String FEW_SEEDS =
      " This describes these runs only: %d seeds of each are needed to speak of further runs."
          .formatted(Comparison.LEAST_SEEDS);

  private VersionSentence() {}

  static String of(
      String before,
      String after,
      Change change,
      String route,
      double delta,
      Estimate speedup,
      Growth growth) {
    if (speedup == null) {
      return "%s and %s have no treatment in common, so they cannot be compared."
          .formatted(before, after);
    }
    String ratio =
        "%s × as fast as %s%s".formatted(number(speedup.value()), before, interval(speedup, route));
    String text =
        switch (change) {
          case FASTER -> "%s is %s".formatted(after, ratio);
          case SLOWER ->
              "%s is slower than %s: it takes %s × as long%s"
                  .formatted(
                      after,
                      before,
                      number(1 / speedup.value()),
                      interval(inverse(speedup), route));
          case NO_DIFFERENCE ->
              "%s is as fast as %s within %s: the ratio is %s%s"
                  .formatted(
                      after,
                      before,
                      share(delta),
                      number(speedup.value()),
                      interval(speedup, route));
          case UNDECIDED ->
              "It is not established whether %s is faster: it is %s".formatted(after, ratio);
          case NOT_MEASURABLE -> "%s is %s".formatted(after, ratio);
        };
    return text + growth(growth) + "." + (change == Change.NOT_MEASURABLE ? FEW_SEEDS : "");
  }

  private static String growth(Growth growth) {
    if (growth == null) {
      return "";
    }
    Estimate before = growth.unoptimized();
    Estimate after = growth.optimized();
    Estimate difference = growth.difference();
    String figures =
        "growth %s → %s%s".formatted(signed(before.value()), signed(after.value()), range(after));
    boolean isKnown = difference.seeds() >= Comparison.LEAST_SEEDS;
    if (isKnown && difference.high() < 0) {
      boolean isGone =
          before.low() > 0 && after.low() <= 0 && after.high() < MOST_LEFT * before.value();
      return isGone
          ? ", and no longer slows down: " + figures
          : ", and slows down less: " + figures;
    }
    if (isKnown && difference.low() > 0) {
      return ", and slows down more: " + figures;
    }
    return "; " + figures;
  }

  private static Estimate inverse(Estimate ratio) {
    return new Estimate(
        1 / ratio.value(),
        ratio.high() == null ? null : 1 / ratio.high(),
        ratio.low() == null ? null : 1 / ratio.low(),
        ratio.seeds());
  }

  private static String interval(Estimate ratio, String route) {
    if (ratio.low() == null) {
      return " (one run each)";
    }
    return " (%s to %s over %d seeds%s)"
        .formatted(
            number(ratio.low()),
            number(ratio.high()),
            ratio.seeds(),
            route.equals(VersionComparison.BY_SEEDS) ? "" : " that do not match");
  }

  private static String range(Estimate growth) {
    return growth.low() == null
        ? ""
        : " (%s to %s)".formatted(signed(growth.low()), signed(growth.high()));
  }

  private static String signed(double share) {
    return String.format(Locale.ROOT, Math.abs(share) < 0.1 ? "%+.1f %%" : "%+.0f %%", 100 * share)
        .replace('-', '−');
  }

  /** Returns a share in per cent, with as many digits as it has. */
  static String share(double share) {
    return String.format(Locale.ROOT, "%s %%", (float) (100 * share)).replace(".0 %", " %");
  }

  /** Near 1, as many digits as tell it from 1. */
  private static String number(double ratio) {
    double size = Math.abs(ratio - 1);
    return String.format(
        Locale.ROOT,
        size < 0.1 ? "%.3f" : ratio < 10 ? "%.2f" : ratio < 100 ? "%.1f" : "%.0f",
        ratio);
  }
}
