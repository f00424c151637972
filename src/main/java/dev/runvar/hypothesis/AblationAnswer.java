package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Ablation.Contribution;
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
    double most =
        Math.max(
                Math.abs(contribution.shapleyNanos().low()),
                Math.abs(contribution.shapleyNanos().high()))
            / firstNanos;
    return most < floor
        ? "%s does nothing: less than %s of the first runtime"
            .formatted(change, FloorText.of(floor))
        : String.format(
            Locale.ROOT,
            "%s does nothing that these seeds can tell: up to %.3g %% of the first runtime",
            change,
            100 * most);
  }
}
