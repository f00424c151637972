package dev.runvar.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Whether the optimized runs of a study are faster than the unoptimized ones, grow less, and come
 * out the same. The unit of replication is the seed; runs are matched by treatment and seed.
 *
 * @param means of all runs of both kinds, matched or not
 * @param seeds that have matched runs
 * @param pairs treatments and seeds that have runs of both kinds
 * @param cycles how many cycles are compared, null where all runs of each pair are equally long
 * @param reason the answer in one line
 */
public record Comparison(
    Means means,
    int seeds,
    int pairs,
    ComparedCycles cycles,
    Speedup speedup,
    Growth growth,
    Variance variance,
    Equivalence equivalence,
    Readings readings,
    List<FactorEffect> factorEffects,
    String reason) {

  /** Outputs that runvar takes from the gauges of a run. */
  public static final String MEAN_POPULATION = "mean population";

  public static final String PATTERNS_AT_END = "patterns at the end";

  /** Under this many seeds nothing is decided. */
  public static final int LEAST_SEEDS = 5;

  public Comparison {
    factorEffects = List.copyOf(factorEffects);
  }

  /** What the interval of an estimate says of a claim. */
  public enum Decision {
    /** The interval is inside what is claimed. */
    CONFIRMED,
    /** The interval and what is claimed have nothing in common. */
    REFUTED,
    UNDECIDED,
    NOT_MEASURABLE;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what an interval says of the claim that the value is from low to high. */
    public static Decision of(Estimate estimate, double low, double high) {
      if (estimate == null || estimate.seeds() < LEAST_SEEDS) {
        return NOT_MEASURABLE;
      }
      if (estimate.low() > high || estimate.high() < low) {
        return REFUTED;
      }
      return estimate.low() >= low && estimate.high() <= high ? CONFIRMED : UNDECIDED;
    }

    /** Returns the decision on a claim that has both of these parts. */
    public Decision and(Decision other) {
      if (this == REFUTED || other == REFUTED) {
        return REFUTED;
      }
      if (this == NOT_MEASURABLE || other == NOT_MEASURABLE) {
        return NOT_MEASURABLE;
      }
      return this == CONFIRMED ? other : UNDECIDED;
    }
  }

  /**
   * Means over seeds of all runs of each kind, and what becomes of them.
   *
   * @param ratio unoptimized by optimized mean runtime
   * @param cvReduction 1 − optimized by unoptimized coefficient of variation, null where it is not
   *     defined; {@code accelerationReduction} the same of the growth from first to last fifth
   * @param matchedPaths runs whose trajectory can be compared with that of their partners, {@code
   *     equalPaths} those that took the same one
   * @param hostReadingsRatio readings of the host per cycle, unoptimized by optimized
   */
  public record Means(
      double unoptimizedNanos,
      double optimizedNanos,
      double ratio,
      Double cvReduction,
      Double accelerationReduction,
      int matchedPaths,
      int equalPaths,
      Double hostReadingsRatio) {}

  /**
   * The cycles over which runs of unequal length are compared: of each pair the first ones, as many
   * as its shortest run has.
   *
   * @param pairs whose runs are not equally long
   * @param fewest cycles compared of such a pair; {@code most} likewise
   * @param longest cycles of the longest run of such a pair
   */
  public record ComparedCycles(int pairs, long fewest, long most, long longest) {}

  /** What has become of the runtime of matched runs. */
  public enum Change {
    FASTER,
    SLOWER,
    NO_DIFFERENCE,
    UNDECIDED,
    NOT_MEASURABLE;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Whether optimized runs are faster.
   *
   * @param delta a ratio that differs from 1 by less than this is no difference
   * @param equivalence the ratio with its <em>90 %</em> interval, which decides that there is no
   *     difference; null under two seeds
   * @param p of the two one-sided tests, the larger
   * @param seedsNeeded to find no difference with a power of 80 % at this spread where there is
   *     none; null above 100,000
   */
  public record SpeedChange(
      Change change,
      double delta,
      Estimate equivalence,
      Double p,
      Integer seedsNeeded,
      String reason) {}

  /**
   * Acceleration of matched runs: last against first fifth, as a share of the first.
   *
   * @param difference optimized minus unoptimized, per seed
   */
  public record Growth(Estimate unoptimized, Estimate optimized, Estimate difference) {}

  /**
   * How much faster matched runs are.
   *
   * @param comparison whether the optimized runs are faster
   * @param ratio unoptimized by optimized runtime of matched runs, geometric mean
   * @param bootstrap the same with an interval by the studentised bootstrap over seeds; null under
   *     five seeds
   * @param composition the ratio of all runs by {@code ratio}: what comparing different populations
   *     and averaging nanoseconds over treatments contributes, and cycles that are not compared;
   *     null without matched runs
   */
  public record Speedup(
      SpeedChange comparison,
      Estimate ratio,
      Estimate bootstrap,
      int resamples,
      long generatorSeed,
      Double composition,
      String reason) {}

  /**
   * How much variation and acceleration matched runs lose; ratios are optimized by unoptimized,
   * geometric means.
   *
   * @param accelerationRatio ratio of means, by Fieller; null where it is not defined
   * @param sdRatio of the standard deviations in nanoseconds
   * @param cvWithoutWorkRatio of the CV of what population and clusters leave of runtime
   */
  public record Variance(
      Estimate cvRatio,
      Estimate accelerationRatio,
      Double unoptimizedSdNanos,
      Double optimizedSdNanos,
      Estimate sdRatio,
      Estimate cvWithoutWorkRatio,
      String reason) {}

  /**
   * Whether matched runs come out the same.
   *
   * @param route trajectories or outputs
   * @param equalPairs pairs whose runs all took the same path
   * @param margin greatest ratio of outputs that is equivalent; its inverse is the least
   * @param outputs empty on the route of trajectories
   */
  public record Equivalence(
      Decision decision,
      String route,
      int equalPairs,
      double margin,
      List<Output> outputs,
      String reason) {

    public Equivalence {
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * One output of both kinds of runs.
   *
   * @param ratio optimized by unoptimized with its <em>90 %</em> interval
   * @param p of the two one-sided tests, the larger
   * @param seedsNeeded for a power of 80 % at this spread; null above 100,000
   */
  public record Output(
      String name, Decision decision, Estimate ratio, Double p, Integer seedsNeeded) {}

  /**
   * Readings of the host per cycle.
   *
   * @param ratio unoptimized by optimized, of matched runs
   */
  public record Readings(Double unoptimized, Double optimized, Estimate ratio) {}

  /**
   * What a factor, or an interaction of two, does to an output of each kind of runs.
   *
   * @param factor name, or two names with × between them
   * @param from level of the first mean; of an interaction null
   * @param matched of those optimized runs that have an unoptimized partner
   * @param optimized of all optimized runs
   */
  public record FactorEffect(
      String factor,
      String from,
      String to,
      String output,
      Estimate unoptimized,
      Estimate matched,
      Estimate optimized) {}
}
