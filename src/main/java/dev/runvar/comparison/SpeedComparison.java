package dev.runvar.comparison;

import dev.runvar.facts.Estimates;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Change;
import dev.runvar.result.Comparison.SpeedChange;
import dev.runvar.result.Estimate;
import dev.runvar.statistics.Tost;

/** Whether matched runs are faster, slower, or the same within a margin. */
final class SpeedComparison {

  private SpeedComparison() {}

  /**
   * Returns faster or slower when the 95 % interval of the ratio excludes 1 by more than the
   * margin, and no difference when the 90 % interval lies within it (two one-sided tests at 5 %).
   *
   * @param logarithms one per seed, of unoptimized by optimized runtime
   * @param delta the margin: ratios from 1 / (1 + delta) to 1 + delta are no difference
   */
  static SpeedChange of(double[] logarithms, double delta) {
    double margin = 1 + delta;
    if (logarithms.length < 2) {
      return new SpeedChange(Change.NOT_MEASURABLE, delta, null, null, null, MatchedRuns.tooFew());
    }
    Tost tost = Tost.of(logarithms, margin);
    Integer seeds = Tost.seedsNeeded(logarithms, margin).stream().boxed().findFirst().orElse(null);
    Change change = change(Estimates.ratio(logarithms), tost.equivalent(), margin);
    return new SpeedChange(
        change,
        delta,
        new Estimate(tost.ratio(), tost.low(), tost.high(), logarithms.length),
        tost.p(),
        seeds,
        reason(change, delta, seeds));
  }

  /**
   * Returns what a ratio with its 95 % interval says.
   *
   * @param isEquivalent whether its 90 % interval is within the margin
   */
  static Change change(Estimate ratio, boolean isEquivalent, double margin) {
    if (ratio.seeds() < Comparison.LEAST_SEEDS) {
      return Change.NOT_MEASURABLE;
    }
    if (ratio.low() > margin) {
      return Change.FASTER;
    }
    if (ratio.high() < 1 / margin) {
      return Change.SLOWER;
    }
    return isEquivalent ? Change.NO_DIFFERENCE : Change.UNDECIDED;
  }

  private static String reason(Change change, double delta, Integer seeds) {
    String percent = VersionSentence.share(delta);
    return switch (change) {
      case FASTER -> "the interval is above 1 by more than %s".formatted(percent);
      case SLOWER -> "the interval is below 1 by more than %s".formatted(percent);
      case NO_DIFFERENCE -> "the 90 %% interval is within ± %s of no difference".formatted(percent);
      case UNDECIDED ->
          "the interval does not tell a difference of more than %s; %s"
              .formatted(percent, power(seeds));
      case NOT_MEASURABLE -> MatchedRuns.tooFew();
    };
  }

  private static String power(Integer seeds) {
    return seeds == null
        ? "more than 100,000 seeds would be needed for a power of 80 %"
        : "a power of 80 %% needs %d seeds".formatted(seeds);
  }
}
