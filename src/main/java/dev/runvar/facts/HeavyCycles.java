package dev.runvar.facts;

import dev.runvar.facts.EarlyAndLate.Window;
import dev.runvar.statistics.Quantiles;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits growth by heavy cycles, which take more than twice the median of their window, such as
 * cycles with a checkpoint. It has their number and cost, early and late, apart from ordinary
 * cycles.
 *
 * <p>The mean time of a cycle is o + f·h, where o is the mean of ordinary cycles, f the share of
 * heavy cycles and h their extra time. So its growth is exactly Δo + f·Δh + h·Δf, with f and h
 * halfway between early and late.
 *
 * @param earlyShare of the early cycles that are heavy, {@code lateShare} of the late ones
 * @param earlyNanos mean of early heavy cycles; {@code lateNanos} of late ones
 * @param ordinaryGrowthNanos Δo
 * @param costGrowthNanos f·Δh: heavy cycles take longer
 * @param frequencyGrowthNanos h·Δf: there are more of them
 */
public record HeavyCycles(
    double earlyShare,
    double lateShare,
    double earlyNanos,
    double lateNanos,
    double ordinaryGrowthNanos,
    double costGrowthNanos,
    double frequencyGrowthNanos)
    implements Serializable {

  private static final double HEAVY = 2;
  private static final double MOST = 0.25;

  /** Heavy cycles are ignored if they take less than this share of the time. */
  private static final double LEAST_TIME = 0.05;

  private static final int FEWEST = 2;

  /** Returns the split by heavy cycles; empty if there are too few or too many, early or late. */
  static Optional<HeavyCycles> of(double[] wall, EarlyAndLate span) {
    Stratum early = Stratum.of(wall, span.early());
    Stratum late = Stratum.of(wall, span.late());
    if (!early.isOne() || !late.isOne()) {
      return Optional.empty();
    }
    double earlyMore = early.heavy - early.ordinary;
    double lateMore = late.heavy - late.ordinary;
    return Optional.of(
        new HeavyCycles(
            early.share,
            late.share,
            early.heavy,
            late.heavy,
            late.ordinary - early.ordinary,
            (early.share + late.share) / 2 * (lateMore - earlyMore),
            (earlyMore + lateMore) / 2 * (late.share - early.share)));
  }

  /** The heavy cycles of a window. */
  private record Stratum(int count, double share, double heavy, double ordinary) {

    static Stratum of(double[] wall, Window window) {
      double[] own =
          Arrays.stream(wall, window.begin(), window.end())
              .filter(nanos -> !Double.isNaN(nanos))
              .toArray();
      double bound = HEAVY * Quantiles.of(own, 0.5);
      int count = (int) Arrays.stream(own).filter(nanos -> nanos > bound).count();
      return new Stratum(
          count,
          (double) count / own.length,
          Arrays.stream(own).filter(nanos -> nanos > bound).average().orElse(Double.NaN),
          Arrays.stream(own).filter(nanos -> nanos <= bound).average().orElse(Double.NaN));
    }

    boolean isOne() {
      double time = share * heavy + (1 - share) * ordinary;
      return count >= FEWEST && share <= MOST && share * heavy >= LEAST_TIME * time;
    }
  }
}
