package dev.runvar.facts;

import java.util.Map;
import java.util.function.Consumer;

/** A run whose figures a test chooses one by one; each choice makes another sample. */
public final class SampleRun implements Cloneable {

  private static final double EARLY_NANOS = 1000;

  private final int seed;
  private final String match;
  private String trajectory;
  private long cycles = 100;
  private double meanNanos = 1000;
  private double sdNanos = 100;
  private double acceleration = 0.1;
  private Double population = 10.0;
  private Double patterns = 50.0;
  private Map<String, String> levels = Map.of();
  private Map<String, Double> reported = Map.of();
  private CommonCycles common;

  private SampleRun(int seed, String match) {
    this.seed = seed;
    this.match = match;
    trajectory = "path of " + match;
  }

  /** A run of one treatment, with a trajectory of its seed and treatment. */
  public static SampleRun of(int seed, String treatment) {
    return new SampleRun(seed, treatment + seed);
  }

  private SampleRun with(Consumer<SampleRun> change) {
    try {
      SampleRun copy = (SampleRun) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  public SampleRun nanos(double mean, double sd) {
    return with(
        run -> {
          run.meanNanos = mean;
          run.sdNanos = sd;
        });
  }

  public SampleRun accelerating(double share) {
    return with(run -> run.acceleration = share);
  }

  public SampleRun outputs(Double meanPopulation, Double patternsAtEnd) {
    return with(
        run -> {
          run.population = meanPopulation;
          run.patterns = patternsAtEnd;
        });
  }

  /** Sets what the program reported at its end. */
  public SampleRun reporting(Map<String, Double> outputs) {
    return with(run -> run.reported = outputs);
  }

  public SampleRun path(String hash) {
    return with(run -> run.trajectory = hash);
  }

  /** Sets the levels, which are also its parameters. */
  public SampleRun at(Map<String, String> setting) {
    return with(run -> run.levels = setting);
  }

  /** Sets the number of cycles, and the mean of the first ones that all matched runs have. */
  public SampleRun cycles(long number, long commonCycles, double commonNanos) {
    return with(
        run -> {
          run.cycles = number;
          run.common =
              new CommonCycles(
                  commonCycles, commonNanos, 0.1 * commonNanos, 1000.0, 1500.0, 50.0, 9.0, 40.0);
        });
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
