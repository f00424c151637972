package dev.runvar.comparison;

import dev.runvar.facts.FloorText;
import dev.runvar.result.Ablation.Contribution;
import java.util.Locale;

/** What an ablation says of one switch, in a plain sentence. */
final class AblationAnswer {

  private static final double LEVEL = 0.05;

  private AblationAnswer() {}

  /**
   * Returns the sentence.
   *
   * @param firstNanos runtime with all switches at their first level
   * @param floor savings below this share of it do not count
   */
  static String of(Contribution contribution, double firstNanos, double floor) {
    String change =
        "%s %s → %s".formatted(contribution.name(), contribution.from(), contribution.to());
    double share = contribution.shapleyNanos().value() / firstNanos;
    if (contribution.pAdjusted() < LEVEL) {
      return String.format(
          Locale.ROOT,
          "%s %s %.3g %% of the first runtime",
          change,
          share > 0 ? "saves" : "costs",
          100 * Math.abs(share));
    }
    double low = contribution.shapleyNanos().low() / firstNanos;
    double high = contribution.shapleyNanos().high() / firstNanos;
    return Math.max(Math.abs(low), Math.abs(high)) < floor
        ? "%s does nothing: less than %s of the first runtime"
            .formatted(change, FloorText.of(floor))
        : String.format(
            Locale.ROOT,
            "how much %s saves is not clear from these seeds: %.3g %% to %.3g %% of the first runtime",
            change,
            100 * low,
            100 * high);
  }
}
