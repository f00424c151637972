package dev.runvar.causes;

import dev.runvar.statistics.FlooredTTest;
import java.util.Locale;
import java.util.Optional;

/**
 * What the replicates say of one claim, before it is set against the other claims.
 *
 * @param route how it was found; null when it was not
 * @param test of the effect, a share of the mean runtime; nothing when it was not measured
 * @param p of the whole rule, which may have more than one part; NaN when not measurable
 * @param meaning what the effect is, in words
 * @param caveat what the effect does not prove, null when there is nothing to say
 * @param hindrance why it is not measurable, null when it is
 * @param candidate why it is no more than a candidate if the effect is there, null when it is more
 * @param noDenial why it is not denied if the effect is not there, null when it is
 * @param denial why it is denied then, null where its test says so
 * @param partGrew whether the part that it is about grew, by accounting
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
    /** By what the runtime owes to the exposure, beside the trend. */
    DOSE,
    /** By the growth of a timed part beyond its work and the rest. */
    GROWTH,
    /** By processor cycles in place of time. */
    ACCOUNTING,
    /** By a counter that would have moved. */
    COUNTER,
    /** By changing the cause itself. */
    INTERVENTION;

    /** Returns the route as it is shown. */
    public String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far the evidence for a claim reaches; each rung has what those before it have. */
  enum Rung {
    NONE,
    /** The part that it is about grew, by accounting. */
    PART_GREW,
    /** The exposure grew at the same time, as all that grows with time did. */
    CANDIDATE,
    /** Found in variation that is the run's own. */
    SUPPORTED,
    /** Found by changing the cause itself. */
    INTERVENTION;

    /** Returns the rung as it is shown. */
    public String shown() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Why an effect that is gone beside the jumps of its exposure is no more than a candidate. */
  static final String ONE_EVENT =
      "runtime follows the %s only where that jumps: whatever else happened at these cycles may be the cause";

  /** Above this one-sided p, an effect is gone. */
  private static final double GONE = 0.05;

  static final int FEWEST_REPLICATES = 5;
  static final int FEWEST_CYCLES = 100;

  static Evidence notMeasurable(String hindrance) {
    return new Evidence(
        null, Optional.empty(), Double.NaN, null, null, hindrance, null, null, null, false);
  }

  /**
   * Returns that runs have the data of a claim and cannot decide on it; where there are too few of
   * them, that is why.
   */
  static Evidence undecidable(String hindrance, Replicates replicates) {
    return notMeasurable(tooFew(replicates.seeds(), replicates.fewestCycles()).orElse(hindrance));
  }

  /** Returns the evidence of an effect, whose p is that of its test. */
  static Evidence of(
      Route route, String meaning, Optional<FlooredTTest> test, Replicates replicates) {
    return of(route, meaning, test, replicates.seeds(), replicates.fewestCycles());
  }

  /**
   * Returns the evidence of effects, whose p is that of their test.
   *
   * @param test of the effects of the seeds that have one, of so many seeds
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

  /** Returns this evidence, which makes a candidate at most; null for no such reason. */
  Evidence onlyCandidate(String reason) {
    return new Evidence(
        route, test, p, meaning, caveat, hindrance, reason, noDenial, denial, partGrew);
  }

  /** Returns this evidence, a candidate if there are runs enough to say so. */
  Evidence candidate(String reason, Replicates replicates) {
    boolean enough = tooFew(replicates.seeds(), replicates.fewestCycles()).isEmpty();
    return enough ? onlyCandidate(reason) : this;
  }

  /** Returns this evidence, which denies nothing. */
  Evidence withoutDenial(String reason) {
    return new Evidence(
        route, test, p, meaning, caveat, hindrance, candidate, reason, denial, partGrew);
  }

  /** Returns this evidence, which is denied for this reason if the effect is not there. */
  Evidence denied(String reason) {
    return new Evidence(
        route, test, p, meaning, caveat, hindrance, candidate, noDenial, reason, partGrew);
  }

  /** Returns this evidence with another test to be shown; its p stays. */
  Evidence withTest(Optional<FlooredTTest> other) {
    return new Evidence(
        route, other, p, meaning, caveat, hindrance, candidate, noDenial, denial, partGrew);
  }

  Evidence withPartGrew(boolean grew) {
    return new Evidence(
        route, test, p, meaning, caveat, hindrance, candidate, noDenial, denial, grew);
  }

  /** Returns this evidence with an estimate that is shown and decides nothing. */
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

  /** Returns whether an effect is still there beside one of the jumps of its exposure. */
  static boolean holdsBesideJumps(Optional<PooledDose> besideJumps) {
    return besideJumps.flatMap(PooledDose::test).filter(test -> test.p() / 2 < GONE).isPresent();
  }

  static Optional<FlooredTTest> test(Replicates replicates, Figure figure, double floor) {
    return test(replicates.of(figure), floor);
  }

  static Optional<FlooredTTest> test(double[] values, double floor) {
    return values.length < 2 ? Optional.empty() : Optional.of(FlooredTTest.of(values, floor));
  }

  /** Returns the evidence of a counter that did not move in any replicate: of no effect. */
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
