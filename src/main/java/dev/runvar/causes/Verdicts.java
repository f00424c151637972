package dev.runvar.causes;

import dev.runvar.causes.Evidence.Route;
import dev.runvar.causes.Evidence.Rung;
import dev.runvar.facts.FloorText;
import dev.runvar.result.Verdict;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides on a family of claims, with p adjusted for the number of claims. */
public final class Verdicts {

  static final double SIGNIFICANT = 0.05;

  private Verdicts() {}

  /** Returns one verdict per claim, in the order of the family. */
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
    String reason =
        evidence.candidate() == null
            ? evidence.hindrance()
            : "candidate: %s; %s".formatted(evidence.candidate(), evidence.hindrance());
    Rung rung = evidence.candidate() == null ? grown(evidence) : Rung.CANDIDATE;
    return verdict(evidence, Verdict.NOT_MEASURABLE, rung, null, seeds, reason);
  }

  private static Rung grown(Evidence evidence) {
    return evidence.partGrew() ? Rung.PART_GREW : Rung.NONE;
  }

  private static Verdict decided(Evidence evidence, double adjusted, Replicates replicates) {
    int seeds = replicates.seeds();
    String effect = effect(evidence);
    if (adjusted < SIGNIFICANT && evidence.candidate() != null) {
      String reason = "candidate: %s; %s".formatted(effect, evidence.candidate());
      return verdict(evidence, Verdict.NOT_MEASURABLE, Rung.CANDIDATE, adjusted, seeds, reason);
    }
    if (adjusted < SIGNIFICANT) {
      Rung rung = evidence.route() == Route.INTERVENTION ? Rung.INTERVENTION : Rung.SUPPORTED;
      String caveat = evidence.caveat() == null ? "" : "; " + evidence.caveat();
      return verdict(evidence, Verdict.SUPPORTED, rung, adjusted, seeds, effect + caveat);
    }
    if (evidence.noDenial() != null) {
      String reason = "%s; %s".formatted(evidence.noDenial(), effect);
      return verdict(evidence, Verdict.NOT_MEASURABLE, grown(evidence), adjusted, seeds, reason);
    }
    return verdict(
        evidence,
        Verdict.NOT_SUPPORTED,
        grown(evidence),
        adjusted,
        seeds,
        evidence.denial() == null
            ? denied(evidence, effect, replicates.floor())
            : "%s; %s".formatted(evidence.denial(), effect));
  }

  /** Describes the effect and its interval in words. */
  private static String effect(Evidence evidence) {
    if (evidence.test().isEmpty()) {
      return evidence.meaning();
    }
    FlooredTTest test = evidence.test().get();
    return "%s: %s to %s of %s"
        .formatted(
            evidence.meaning(),
            percent(test.effect().low()),
            percent(test.effect().high()),
            isOfGrowth(evidence.route()) ? "the early runtime" : "runtime");
  }

  private static String denied(Evidence evidence, String effect, double floor) {
    if (evidence.test().isEmpty()) {
      return effect;
    }
    FlooredTTest test = evidence.test().get();
    return test.effect().high() < floor
        ? "absent: %s, below the %s that count".formatted(effect, FloorText.of(floor))
        : "undetermined: %s; this study would have found %s four times in five"
            .formatted(effect, percent(test.detectable()));
  }

  /** Returns whether effects by this route are shares of the early runtime. */
  private static boolean isOfGrowth(Route route) {
    return route != Route.DOSE;
  }

  private static Verdict verdict(
      Evidence evidence, String decision, Rung rung, Double adjusted, int seeds, String reason) {
    FlooredTTest test = evidence.test().orElse(null);
    return new Verdict(
        decision,
        rung.shown(),
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
    String text = String.format(Locale.ROOT, "%.1f %%", 100 * share);
    return text.equals("-0.0 %") ? "0.0 %" : text;
  }
}
