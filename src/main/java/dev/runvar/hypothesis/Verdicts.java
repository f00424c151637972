package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Verdict;
import dev.runvar.hypothesis.Evidence.Route;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides on a family of claims: each against the chance that any of them is met by accident. */
final class Verdicts {

  static final String SUPPORTED = "supported";
  static final String NOT_SUPPORTED = "not-supported";
  static final String NOT_MEASURABLE = "not-measurable";

  static final double SIGNIFICANT = 0.05;

  private Verdicts() {}

  /** Returns the verdicts in the order of the evidence. */
  static List<Verdict> of(List<Evidence> family, Replicates replicates) {
    double[] adjusted =
        Holm.adjusted(
            family.stream().filter(Evidence::isMeasurable).mapToDouble(Evidence::p).toArray());
    List<Verdict> verdicts = new ArrayList<>();
    int measured = 0;
    for (Evidence evidence : family) {
      verdicts.add(
          evidence.isMeasurable()
              ? decided(evidence, adjusted[measured++], replicates)
              : undecided(evidence, replicates.seeds()));
    }
    return verdicts;
  }

  private static Verdict undecided(Evidence evidence, int seeds) {
    return verdict(evidence, NOT_MEASURABLE, null, seeds, evidence.hindrance());
  }

  private static Verdict decided(Evidence evidence, double adjusted, Replicates replicates) {
    boolean supported = adjusted < SIGNIFICANT;
    return verdict(
        evidence,
        supported ? SUPPORTED : NOT_SUPPORTED,
        adjusted,
        replicates.seeds(),
        reason(evidence, supported, replicates.floor()));
  }

  private static String reason(Evidence evidence, boolean supported, double floor) {
    if (evidence.test().isEmpty()) {
      return evidence.meaning();
    }
    FlooredTTest test = evidence.test().get();
    String interval =
        "%s to %s of %s"
            .formatted(
                percent(test.effect().low()),
                percent(test.effect().high()),
                isOfGrowth(evidence.route()) ? "the early runtime" : "runtime");
    if (supported) {
      String caveat = evidence.caveat() == null ? "" : "; " + evidence.caveat();
      return "%s: %s%s".formatted(evidence.meaning(), interval, caveat);
    }
    if (test.effect().high() < floor) {
      return "absent: %s is below the %s that count: %s"
          .formatted(evidence.meaning(), FloorText.of(floor), interval);
    }
    return "undetermined: %s: %s; this study would have found %s four times in five"
        .formatted(evidence.meaning(), interval, percent(test.detectable()));
  }

  /** Growth is a share of the runtime that it started from. */
  private static boolean isOfGrowth(Route route) {
    return route == Route.GROWTH || route == Route.INTERVENTION;
  }

  private static Verdict verdict(
      Evidence evidence, String decision, Double adjusted, int seeds, String reason) {
    FlooredTTest test = evidence.test().orElse(null);
    return new Verdict(
        decision,
        evidence.route() == null ? null : evidence.route().shown(),
        test == null ? null : test.effect().mean(),
        test == null ? null : List.of(test.effect().low(), test.effect().high()),
        adjusted == null ? null : evidence.p(),
        adjusted,
        test == null ? null : test.detectable(),
        test == null ? seeds : test.replicates(),
        reason);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
