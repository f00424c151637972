package dev.runvar.hypothesis;

import java.util.Map;

/** A run whose figures a test chooses one by one. */
record SampleRun(
    int seed,
    String match,
    String trajectory,
    double meanNanos,
    double sdNanos,
    double acceleration,
    Double population,
    Double patterns,
    Map<String, String> levels) {

  private static final long CYCLES = 100;
  private static final double EARLY_NANOS = 1000;

  /** A run of one treatment, with a trajectory of its seed and treatment. */
  static SampleRun of(int seed, String treatment) {
    String match = treatment + seed;
    return new SampleRun(seed, match, "path of " + match, 1000, 100, 0.1, 10.0, 50.0, Map.of());
  }

  SampleRun nanos(double mean, double sd) {
    return new SampleRun(
        seed, match, trajectory, mean, sd, acceleration, population, patterns, levels);
  }

  SampleRun accelerating(double share) {
    return new SampleRun(
        seed, match, trajectory, meanNanos, sdNanos, share, population, patterns, levels);
  }

  SampleRun outputs(Double meanPopulation, Double patternsAtEnd) {
    return new SampleRun(
        seed,
        match,
        trajectory,
        meanNanos,
        sdNanos,
        acceleration,
        meanPopulation,
        patternsAtEnd,
        levels);
  }

  SampleRun path(String hash) {
    return new SampleRun(
        seed, match, hash, meanNanos, sdNanos, acceleration, population, patterns, levels);
  }

  /** Sets the levels, which are also its parameters. */
  SampleRun at(Map<String, String> setting) {
    return new SampleRun(
        seed, match, trajectory, meanNanos, sdNanos, acceleration, population, patterns, setting);
  }

  RunFigures figures() {
    return new RunFigures(
        "run of " + match,
        match,
        "e",
        seed,
        trajectory,
        CYCLES,
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
        5.0 * CYCLES,
        population,
        patterns,
        sdNanos / 2,
        levels,
        levels,
        null,
        null);
  }
}
