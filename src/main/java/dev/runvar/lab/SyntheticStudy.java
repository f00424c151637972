package dev.runvar.lab;

import dev.runvar.facts.RunTelemetry;
import dev.runvar.statistics.Quantiles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Runs whose causes are known, to see how often an analysis finds them.
 *
 * @param noise of the runtime, 5 % of it
 * @param drift of the runtime that no exposure causes
 * @param cause what adds 5 % to the runtime from the 5th to the 95th percentile of its exposure
 * @param cost what a unit of the exposure costs
 * @param cycles of a run
 */
public record SyntheticStudy(Noise noise, Drift drift, Cause cause, Cost cost, int cycles) {

  private static final String PERSIST = "persist";
  private static final String RECALL = "recall";

  /** How the cost of a cause is spread over runs. */
  public enum Cost {
    /**
     * Each run pays 5 % for the spread of its own exposure: a unit costs more in one than another.
     */
    BY_RUN,
    /**
     * A unit costs the same in all runs, as it does in a program: 5 % for the spread of a typical
     * one.
     */
    BY_UNIT
  }

  /** How the runtimes of neighbouring cycles hang together. */
  public enum Noise {
    WHITE,
    AR_90,
    AR_98,
    RANDOM_WALK,
    HEAVY_TAILS
  }

  /**
   * How the runtime changes by itself. Exposures change alike, so that a trend links them; beside a
   * step they grow steadily.
   */
  public enum Drift {
    NONE,
    LINEAR,
    SATURATING,
    WARM_UP,
    STEP,
    /** A step that all exposures take as well, at the same cycle of every run. */
    SHARED_STEP,
    /** None, beside a database that grows in a few cycles only, which take longer for it. */
    BATCHES
  }

  /** What slows a run down. */
  public enum Cause {
    NONE(""),
    H1("H1"),
    H2("H2"),
    H3("H3"),
    H5("H5"),
    /** As H3, in a workload that does not time its phases. */
    H3_UNTIMED("H3"),
    /** As H5, without timed phases, where the patterns drop once in a run. */
    H5_UNTIMED("H5");

    private final String hypothesis;

    Cause(String hypothesis) {
      this.hypothesis = hypothesis;
    }

    /** Returns the id of the hypothesis that is right; empty when none is. */
    String hypothesis() {
      return hypothesis;
    }

    private boolean isTimed() {
      return this != H3_UNTIMED && this != H5_UNTIMED;
    }
  }

  private static final int COST_NUMBER = 10_000;
  private static final int TYPICAL_RUNS = 15;
  private static final long TYPICAL_SEED = 5;
  private static final double BASE_NANOS = 1e6;
  private static final double SPREAD = 0.05;
  private static final double DRIFT = 0.3;
  private static final double WORTH = 0.05;
  private static final double OWN_SPREAD = 0.01;
  private static final double DATABASE_BYTES_PER_CYCLE = 500;

  /** Batches that are written in a run, and what one costs. */
  private static final int BATCHES = 5;

  private static final double BATCH_NANOS = BASE_NANOS / 2;
  private static final double ARENAS = 64 << 20;
  private static final String[] PHASES = {"evolve", PERSIST, RECALL};
  private static final double[] PHASE_SHARES = {0.5, 0.2, 0.2};

  /** Returns a number that no other kind of study has; studies of one cost have those of before. */
  int number() {
    int number =
        (noise.ordinal() * Drift.values().length + drift.ordinal()) * Cause.values().length
            + cause.ordinal();
    return number + (cost == Cost.BY_RUN ? 0 : COST_NUMBER);
  }

  /** Returns the telemetry of one run. */
  public RunTelemetry run(RandomGenerator random) {
    return run(random, cost == Cost.BY_RUN ? Double.NaN : typicalSpread());
  }

  /** Returns the median spread of the exposure, always over the same runs. */
  private double typicalSpread() {
    SplittableRandom random = new SplittableRandom(TYPICAL_SEED);
    double[] spreads = new double[TYPICAL_RUNS];
    for (int i = 0; i < TYPICAL_RUNS; i++) {
      Map<String, double[]> columns = new HashMap<>();
      double[] exposure = exposures(columns, random);
      spreads[i] = Quantiles.spread(exposure);
    }
    return Quantiles.of(spreads, 0.5);
  }

  /** Makes what may be a cause, and returns what is. */
  private double[] exposures(Map<String, double[]> columns, RandomGenerator random) {
    double[] trend = trend();
    double[] cpu = exposure(trend, 20, 30, random);
    double[] memory = exposure(trend, 10, 40, random);
    double[] waste = exposure(trend, 0.1, 0.2, random);
    double[] patterns =
        accumulated(
            trend, 200, cause == Cause.H5_UNTIMED ? oneCycle(random) : someCycles(random), random);
    double[] database =
        accumulated(
            trend,
            DATABASE_BYTES_PER_CYCLE * cycles,
            drift == Drift.BATCHES ? cycle -> false : someCycles(random),
            random);
    columns.put("host_cpu_percent", cpu);
    columns.put("host_memory_percent", memory);
    columns.put("patterns", patterns);
    columns.put("database_bytes", database);
    columns.put("population", exposure(trend, 0, 50, random));
    columns.put("allocator_reserved_bytes", filled(ARENAS));
    columns.put("allocator_pinned_bytes", scaled(waste, ARENAS));
    columns.put("allocator_allocated_bytes", exposure(trend, 1e7, 2e7, random));
    return switch (cause) {
      case H1 -> cpu;
      case H2 -> waste;
      case H3, H3_UNTIMED -> database;
      case H5, H5_UNTIMED -> patterns;
      case NONE -> filled(0);
    };
  }

  private RunTelemetry run(RandomGenerator random, double spread) {
    Map<String, double[]> columns = new HashMap<>();
    double[] exposure = exposures(columns, random);
    Map<String, double[]> phases = new HashMap<>();
    runtime(columns, phases, trend(), random);
    if (drift == Drift.BATCHES) {
      batch(columns, phases);
    }
    add(columns, phases, exposure, Double.isNaN(spread) ? Quantiles.spread(exposure) : spread);
    return new RunTelemetry(columns, cause.isTimed() ? phases : Map.of());
  }

  /** What every phase takes, with what they share and a little of their own. */
  private void runtime(
      Map<String, double[]> columns,
      Map<String, double[]> phases,
      double[] trend,
      RandomGenerator random) {
    double[] common = noise(random);
    double[] wall = new double[cycles];
    for (int phase = 0; phase < PHASES.length; phase++) {
      double[] nanos = new double[cycles];
      for (int i = 0; i < cycles; i++) {
        double factor =
            1 + DRIFT * trend[i] + SPREAD * common[i] + OWN_SPREAD * random.nextGaussian();
        nanos[i] = BASE_NANOS * PHASE_SHARES[phase] * Math.max(0.05, factor);
        wall[i] += nanos[i];
      }
      phases.put(PHASES[phase], nanos);
    }
    double[] cpu = new double[cycles];
    for (int i = 0; i < cycles; i++) {
      double untimed = 0.1 * BASE_NANOS * (1 + DRIFT * trend[i]);
      wall[i] += untimed;
      // Off the core is a share of the time that fluctuates by itself.
      cpu[i] = wall[i] * (0.9 + OWN_SPREAD * random.nextGaussian());
    }
    columns.put(RunTelemetry.WALL, wall);
    columns.put("cpu_nanos", cpu);
  }

  /** Holds back what the database would grow by, and writes it in some cycles. */
  private void batch(Map<String, double[]> columns, Map<String, double[]> phases) {
    double[] database = columns.get("database_bytes");
    int every = cycles / BATCHES;
    for (int i = 0; i < cycles; i++) {
      if (i % every == 0) {
        columns.get(RunTelemetry.WALL)[i] += BATCH_NANOS;
        phases.get(PERSIST)[i] += BATCH_NANOS;
      } else {
        database[i] = database[i - 1];
      }
    }
  }

  private void add(
      Map<String, double[]> columns,
      Map<String, double[]> phases,
      double[] exposure,
      double spread) {
    if (cause == Cause.NONE) {
      return;
    }
    double[] wall = columns.get(RunTelemetry.WALL);
    double mean = Arrays.stream(wall).average().orElseThrow();
    double perUnit = WORTH * mean / spread;
    double least = Arrays.stream(exposure).min().orElseThrow();
    for (int i = 0; i < cycles; i++) {
      double more = perUnit * (exposure[i] - least);
      wall[i] += more;
      if (cause != Cause.H1) {
        columns.get("cpu_nanos")[i] += more;
      }
      switch (cause.hypothesis()) {
        case "H3" -> phases.get(PERSIST)[i] += more;
        case "H5" -> phases.get(RECALL)[i] += more;
        default -> {}
      }
    }
  }

  /** The shape of the drift, from about 0 to about 1. */
  private double[] trend() {
    double[] trend = new double[cycles];
    Arrays.setAll(trend, i -> shape((double) i / cycles));
    return trend;
  }

  private double shape(double t) {
    return switch (drift) {
      case NONE, BATCHES -> 0;
      case LINEAR -> t;
      case SATURATING -> 1 - Math.exp(-8 * t);
      case WARM_UP -> Math.exp(-20 * t);
      case STEP, SHARED_STEP -> t < 0.5 ? 0 : 1;
    };
  }

  /** An exposure that follows the drift, or grows where there is none, and wanders by itself. */
  private double[] exposure(double[] trend, double from, double by, RandomGenerator random) {
    double[] wandering = autoregression(0.9, random);
    double[] exposure = new double[cycles];
    for (int i = 0; i < cycles; i++) {
      boolean steady = drift == Drift.NONE || drift == Drift.STEP || drift == Drift.BATCHES;
      double course = steady ? (double) i / cycles : trend[i];
      exposure[i] = from + by * (course + 0.2 * wandering[i]);
    }
    return exposure;
  }

  /** Something that accumulates with the drift and is emptied, in part, in some cycles. */
  private double[] accumulated(
      double[] trend, double most, IntPredicate emptied, RandomGenerator random) {
    double[] level = new double[cycles];
    double now = 0;
    for (int i = 0; i < cycles; i++) {
      now += most / cycles * (1 + trend[i]) * random.nextDouble(0.5, 1.5);
      if (emptied.test(i)) {
        now *= random.nextDouble();
      }
      level[i] = now;
    }
    return level;
  }

  /** Four cycles of a run, more or less. */
  private IntPredicate someCycles(RandomGenerator random) {
    return cycle -> random.nextDouble() < 4.0 / cycles;
  }

  private IntPredicate oneCycle(RandomGenerator random) {
    int drop = random.nextInt(cycles / 5, cycles);
    return cycle -> cycle == drop;
  }

  /** Noise of standard deviation 1, of a random walk over the run. */
  private double[] noise(RandomGenerator random) {
    return switch (noise) {
      case WHITE -> autoregression(0, random);
      case AR_90 -> autoregression(0.9, random);
      case AR_98 -> autoregression(0.98, random);
      case RANDOM_WALK -> walk(random);
      case HEAVY_TAILS -> heavyTails(random);
    };
  }

  private double[] autoregression(double phi, RandomGenerator random) {
    double[] series = new double[cycles];
    series[0] = random.nextGaussian();
    for (int i = 1; i < cycles; i++) {
      series[i] = phi * series[i - 1] + Math.sqrt(1 - phi * phi) * random.nextGaussian();
    }
    return series;
  }

  private double[] walk(RandomGenerator random) {
    double[] series = new double[cycles];
    for (int i = 1; i < cycles; i++) {
      series[i] = series[i - 1] + random.nextGaussian() / Math.sqrt(cycles / 4.0);
    }
    return series;
  }

  /** Student's t with three degrees of freedom, of which √3 is the standard deviation. */
  private double[] heavyTails(RandomGenerator random) {
    double[] series = new double[cycles];
    for (int i = 0; i < cycles; i++) {
      double chi = 0;
      for (int k = 0; k < 3; k++) {
        double z = random.nextGaussian();
        chi += z * z;
      }
      series[i] = random.nextGaussian() / Math.sqrt(chi / 3) / Math.sqrt(3.0);
    }
    return series;
  }

  private double[] filled(double value) {
    double[] values = new double[cycles];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> value * factor).toArray();
  }
}
