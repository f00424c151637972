package dev.runvar.hypothesis;

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
 */
record Evidence(
    Route route,
    Optional<FlooredTTest> test,
    double p,
    String meaning,
    String caveat,
    String hindrance) {

  /** How an effect is found. */
  enum Route {
    /** By what the runtime owes to the exposure, beside the trend. */
    DOSE,
    /** By the growth of a timed part beyond its work and the rest. */
    GROWTH,
    /** By a counter that would have moved. */
    COUNTER,
    /** By changing the cause itself. */
    INTERVENTION;

    /** Returns the route as it is shown. */
    String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int FEWEST_REPLICATES = 5;

  /** Of these seeds some may have an exposure that cannot be told from time. */
  private static final int FEWEST_TESTED = 3;

  static final int FEWEST_CYCLES = 100;

  static Evidence notMeasurable(String hindrance) {
    return new Evidence(null, Optional.empty(), Double.NaN, null, null, hindrance);
  }

  /** Returns the evidence of effects, whose p is that of their test. */
  static Evidence of(Route route, String meaning, Replicates replicates, String name) {
    Optional<FlooredTTest> test = test(replicates, name, replicates.floor());
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
    return new Evidence(route, test, p, meaning, null, hindrance(seeds, fewestCycles, test));
  }

  /** Returns this evidence with another p, such as that of a rule with more parts. */
  Evidence withP(double other) {
    return new Evidence(route, test, other, meaning, caveat, hindrance);
  }

  /** Returns this evidence with what it does not prove. */
  Evidence withCaveat(String other) {
    return new Evidence(route, test, p, meaning, other, hindrance);
  }

  boolean isMeasurable() {
    return hindrance == null;
  }

  static Optional<FlooredTTest> test(Replicates replicates, String name, double floor) {
    return test(replicates.of(name), floor);
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
        tooFew(replicates.seeds(), replicates.fewestCycles()).orElse(null));
  }

  private static String hindrance(int seeds, long fewestCycles, Optional<FlooredTTest> test) {
    int tested = test.map(FlooredTTest::replicates).orElse(0);
    return tooFew(seeds, fewestCycles)
        .orElseGet(
            () ->
                tested >= FEWEST_TESTED
                    ? null
                    : "only %d of %d seeds have the figure: a verdict needs %d"
                        .formatted(tested, seeds, FEWEST_TESTED));
  }

  private static Optional<String> tooFew(int seeds, long fewestCycles) {
    if (seeds < FEWEST_REPLICATES) {
      return Optional.of(
          "%d seeds are too few: a verdict needs %d".formatted(seeds, FEWEST_REPLICATES));
    }
    if (fewestCycles < FEWEST_CYCLES) {
      return Optional.of(
          "%d cycles are too few: a verdict needs %d in each run"
              .formatted(fewestCycles, FEWEST_CYCLES));
    }
    return Optional.empty();
  }
}
