package dev.runvar.causes;

import dev.runvar.statistics.FlooredTTest;
import java.util.Locale;
import java.util.Optional;

/**
 * The evidence of the replicates on one claim, before adjustment for the other claims.
 *
 * @param route how the effect was found; null if it was not measured
 * @param test of the effect, as a share of the mean runtime; empty if it was not measured
 * @param p of the whole rule, which may have more than one part; NaN when not measurable
 * @param meaning description of the effect
 * @param caveat what the effect does not prove; null for no caveat
 * @param hindrance why the effect is not measurable; null if it is
 * @param candidate why an effect makes only a candidate; null if it makes more
 * @param noDenial why the claim is not denied without an effect; null if it is denied
 * @param denial why the claim is denied without an effect; null if the test itself says so
 * @param partGrew whether the part that the claim is about grew, by accounting
 */
public record Evidence(
    Route route,
    Optional<FlooredTTest> test,
    double p,
    String meaning,
    String caveat,
    String hindrance,
    String candidate,
    String noDenial,
    String denial,
    boolean partGrew) {

  /** How an effect is found. */
  public enum Route {
    /** By the regression of the detrended runtime on the detrended exposure. */
    DOSE,
    /** By the growth of a timed part beyond its work and the rest. */
    GROWTH,
    /** By the difference between growth in time and growth in processor cycles. */
    ACCOUNTING,
    /** By a counter that did not change. */
    COUNTER,
    /** By changing the cause itself. */
    INTERVENTION;

    /** Returns the name of the route in results. */
    public String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The level of evidence for a claim; each level includes the ones before it. */
  enum Rung {
    NONE,
    /** The part that the claim is about grew, by accounting. */
    PART_GREW,
    /** The exposure grew together with the runtime, but so may have other variables. */
    CANDIDATE,
    /** The effect was found in variation that is specific to each run. */
    SUPPORTED,
    /** The effect was found by changing the cause itself. */
    INTERVENTION;

    /** Returns the name of the level in results. */
    public String shown() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Why an effect is only a candidate if it disappears when jumps of the exposure are a covariate.
   */
  static final String ONE_EVENT =
      "runtime follows the %s only where that jumps: whatever else happened at these cycles may be the cause";

  /** Above this one-sided p, an effect counts as gone. */
  private static final double GONE = 0.05;

  static final int FEWEST_REPLICATES = 5;
  static final int FEWEST_CYCLES = 100;

  static Evidence notMeasurable(String hindrance) {
    return new Evidence(
        null, Optional.empty(), Double.NaN, null, null, hindrance, null, null, null, false);
  }

  /**
   * Returns evidence that runs have the data for a claim but cannot decide it. If there are too few
   * runs, that is the reason.
   */
  static Evidence undecidable(String hindrance, Replicates replicates) {
    return notMeasurable(tooFew(replicates.seeds(), replicates.fewestCycles()).orElse(hindrance));
  }

  /** Returns the evidence of an effect, with the p of its test. */
  static Evidence of(
      Route route, String meaning, Optional<FlooredTTest> test, Replicates replicates) {
    return of(route, meaning, test, replicates.seeds(), replicates.fewestCycles());
  }

  /**
   * Returns the evidence of effects, with the p of their test.
   *
   * @param test of the effects per seed, over the seeds that have one
   * @param fewestCycles of the shortest run
   */
  static Evidence of(
      Route route, String meaning, Optional<FlooredTTest> test, int seeds, long fewestCycles) {
    double p = test.map(FlooredTTest::p).orElse(Double.NaN);
    return new Evidence(
        route,
        test,
        p,
        meaning,
        null,
        hindrance(seeds, fewestCycles, test),
        null,
        null,
        null,
        false);
  }

  /** Returns this evidence with another p, such as that of a rule with more parts. */
  Evidence withP(double other) {
    return new Evidence(
        route, test, other, meaning, caveat, hindrance, candidate, noDenial, denial, partGrew);
  }

  /** Returns this evidence with what it does not prove. */
  Evidence withCaveat(String other) {
    return new Evidence(
        route, test, p, meaning, other, hindrance, candidate, noDenial, denial, partGrew);
  }

  /**
   * Returns this evidence, which then makes a candidate at most; a null reason removes the limit.
   */
  Evidence onlyCandidate(String reason) {
    return new Evidence(
        route, test, p, meaning, caveat, hindrance, reason, noDenial, denial, partGrew);
  }

  /** Returns this evidence as a candidate, if there are enough runs for a verdict. */
  Evidence candidate(String reason, Replicates replicates) {
    boolean enough = tooFew(replicates.seeds(), replicates.fewestCycles()).isEmpty();
    return enough ? onlyCandidate(reason) : this;
  }

  /** Returns this evidence, which then never denies the claim. */
  Evidence withoutDenial(String reason) {
    return new Evidence(
        route, test, p, meaning, caveat, hindrance, candidate, reason, denial, partGrew);
  }

  /** Returns this evidence with the reason for denying the claim if there is no effect. */
  Evidence denied(String reason) {
    return new Evidence(
        route, test, p, meaning, caveat, hindrance, candidate, noDenial, reason, partGrew);
  }

  /** Returns this evidence with another test to be shown; p does not change. */
  Evidence withTest(Optional<FlooredTTest> other) {
    return new Evidence(
        route, other, p, meaning, caveat, hindrance, candidate, noDenial, denial, partGrew);
  }

  Evidence withPartGrew(boolean grew) {
    return new Evidence(
        route, test, p, meaning, caveat, hindrance, candidate, noDenial, denial, grew);
  }

  /** Returns this evidence with an estimate that is only shown and decides nothing. */
  Evidence withEstimate(Route shown, String ofWhat, Optional<PooledDose> dose) {
    return new Evidence(
        shown,
        dose.flatMap(PooledDose::test),
        p,
        ofWhat,
        caveat,
        hindrance,
        candidate,
        noDenial,
        denial,
        partGrew);
  }

  boolean isMeasurable() {
    return hindrance == null;
  }

  /** Returns whether an effect remains when the jumps of its exposure are a covariate. */
  static boolean holdsBesideJumps(Optional<PooledDose> besideJumps) {
    return besideJumps.flatMap(PooledDose::test).filter(test -> test.p() / 2 < GONE).isPresent();
  }

  static Optional<FlooredTTest> test(Replicates replicates, Figure figure, double floor) {
    return test(replicates.of(figure), floor);
  }

  static Optional<FlooredTTest> test(double[] values, double floor) {
    return values.length < 2 ? Optional.empty() : Optional.of(FlooredTTest.of(values, floor));
  }

  /** Returns evidence of no effect, because a counter did not change in any replicate. */
  static Evidence ofStill(String meaning, Replicates replicates) {
    return new Evidence(
        Route.COUNTER,
        Optional.empty(),
        1,
        meaning,
        null,
        tooFew(replicates.seeds(), replicates.fewestCycles()).orElse(null),
        null,
        null,
        null,
        false);
  }

  private static String hindrance(int seeds, long fewestCycles, Optional<FlooredTTest> test) {
    int tested = test.map(FlooredTTest::replicates).orElse(0);
    return tooFew(seeds, fewestCycles)
        .orElseGet(
            () ->
                tested >= FEWEST_REPLICATES
                    ? null
                    : "only %d of %d seeds have the figure: a verdict needs %d"
                        .formatted(tested, seeds, FEWEST_REPLICATES));
  }

  private static Optional<String> tooFew(int seeds, long fewestCycles) {
    if (seeds < FEWEST_REPLICATES) {
      return Optional.of(
          "%s too few: a verdict needs %d"
              .formatted(seeds == 1 ? "one seed is" : seeds + " seeds are", FEWEST_REPLICATES));
    }
    if (fewestCycles < FEWEST_CYCLES) {
      return Optional.of(
          "%d cycles are too few: a verdict needs %d in each run"
              .formatted(fewestCycles, FEWEST_CYCLES));
    }
    return Optional.empty();
  }
}
