package dev.runvar.facts;

import java.util.Map;

/** A run whose figures a test chooses one by one. */
public record SampleRun(
    int seed,
    String match,
    String trajectory,
    long cycles,
    double meanNanos,
    double sdNanos,
    double acceleration,
    Double population,
    Double patterns,
    Map<String, String> levels,
    Map<String, Double> reported,
    CommonCycles common) {

  private static final long CYCLES = 100;
  private static final double EARLY_NANOS = 1000;

  /** A run of one treatment, with a trajectory of its seed and treatment. */
  public static SampleRun of(int seed, String treatment) {
    String match = treatment + seed;
    return new SampleRun(
        seed,
        match,
        "path of " + match,
        CYCLES,
        1000,
        100,
        0.1,
        10.0,
        50.0,
        Map.of(),
        Map.of(),
        null);
  }

  public SampleRun nanos(double mean, double sd) {
    return new SampleRun(
        seed,
        match,
        trajectory,
        cycles,
        mean,
        sd,
        acceleration,
        population,
        patterns,
        levels,
        reported,
        common);
  }

  public SampleRun accelerating(double share) {
    return new SampleRun(
        seed,
        match,
        trajectory,
        cycles,
        meanNanos,
        sdNanos,
        share,
        population,
        patterns,
        levels,
        reported,
        common);
  }

  public SampleRun outputs(Double meanPopulation, Double patternsAtEnd) {
    return new SampleRun(
        seed,
        match,
        trajectory,
        cycles,
        meanNanos,
        sdNanos,
        acceleration,
        meanPopulation,
        patternsAtEnd,
        levels,
        reported,
        common);
  }

  /** Sets what the program reported at its end. */
  public SampleRun reporting(Map<String, Double> outputs) {
    return new SampleRun(
        seed,
        match,
        trajectory,
        cycles,
        meanNanos,
        sdNanos,
        acceleration,
        population,
        patterns,
        levels,
        outputs,
        common);
  }

  public SampleRun path(String hash) {
    return new SampleRun(
        seed,
        match,
        hash,
        cycles,
        meanNanos,
        sdNanos,
        acceleration,
        population,
        patterns,
        levels,
        reported,
        common);
  }

  /** Sets the levels, which are also its parameters. */
  public SampleRun at(Map<String, String> setting) {
    return new SampleRun(
        seed,
        match,
        trajectory,
        cycles,
        meanNanos,
        sdNanos,
        acceleration,
        population,
        patterns,
        setting,
        reported,
        common);
  }

  /** Sets the number of cycles, and the mean of the first ones that all matched runs have. */
  public SampleRun cycles(long number, long commonCycles, double commonNanos) {
    return new SampleRun(
        seed,
        match,
        trajectory,
        number,
        meanNanos,
        sdNanos,
        acceleration,
        population,
        patterns,
        levels,
        reported,
        new CommonCycles(
            commonCycles, commonNanos, 0.1 * commonNanos, 1000.0, 1500.0, 50.0, 9.0, 40.0));
  }

  public RunStatistics figures() {
    return new RunStatistics(
        "run of " + match,
        match,
        "e",
        seed,
        trajectory,
        cycles,
        meanNanos,
        sdNanos,
        EARLY_NANOS,
        EARLY_NANOS * (1 + acceleration),
        null,
        null,
        null,
        null,
        null,
        null,
        5.0 * cycles,
        population,
        patterns,
        sdNanos / 2,
        levels,
        levels,
        reported,
        null,
        null,
        common);
  }
}
