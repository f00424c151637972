package dev.runvar.lab;

import dev.runvar.facts.RunTelemetry;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Runs whose runtime has one known mechanism, most of which look like a cause that they are not.
 *
 * <p>An exposure that costs nothing is called free here. In {@link SyntheticStudy}, by contrast,
 * drift and noise have no mechanism at all.
 */
public record AdversarialStudy(Mechanism mechanism) {

  private static final String PERSIST = "persist";
  private static final String RECALL = "recall";

  /** What makes cycles longer, and which hypothesis is right about it. */
  public enum Mechanism {
    /** The population rises in the same way in all runs; recall follows it, patterns are free. */
    WORK_RAMP(""),
    /** The population wanders, and so does the runtime; a free list of patterns follows it. */
    WANDERING_WORK(""),
    /** Stages at the same cycles of all runs cost more, and load free data into the store. */
    SCHEDULE(""),
    /** As SCHEDULE, at the same shares of runs that differ in length. */
    SCHEDULE_BY_SHARE(""),
    /** One step of the runtime, at another cycle in each run; all exposures grow steadily. */
    STEP(""),
    /** As STEP, and the patterns take a step at the same cycle, which is free. */
    STEP_OF_BOTH(""),
    /** Checkpoints always cost the same; the last fifth of a run has one more than the first. */
    CHECKPOINTS(""),
    /** Recall follows the patterns, which are cleaned up once, at the same cycle of all runs. */
    CLEANED_ONCE("H5"),
    /** Persist follows the store, which is emptied at the same cycles of all runs. */
    EMPTIED_TOGETHER("H3"),
    /** The main thread waits for its own workers, which are all of the load on the host. */
    OWN_WORKERS(""),
    /** The run waits for its own memory to be paged in, which is all that the host's memory is. */
    OWN_MEMORY(""),
    /** In every second run, another program takes the core in episodes. */
    NEIGHBOUR_IN_HALF("H1"),
    /** The processor gets hot early in a run and throttles from then on. */
    SATURATING_HEAT("H4"),
    /** Load of others lowers the clock, without heat and without throttling. */
    LOWERED_TURBO(""),
    /** One phase warms up, and then everything slows down by the same factor. */
    WARM_UP_AND_SLOWDOWN(""),
    /** Persist follows the store; each gauge is read at an interval of its own. */
    SPARSE_GAUGES("H3"),
    /** Persist follows the store; phases are timed in every tenth cycle. */
    SAMPLED_PHASES("H3"),
    /** Recall follows a gauge of the user's own; patterns follow that gauge, too, and are free. */
    RIVAL_GAUGE(""),
    /** Nothing changes, but one cycle of one run takes a hundred times as long. */
    OUTLIER(""),
    ;

    private final String hypothesis;

    Mechanism(String hypothesis) {
      this.hypothesis = hypothesis;
    }

    /** Returns the id of the hypothesis that is right; empty when none is. */
    String hypothesis() {
      return hypothesis;
    }

    /** Returns whether an analysis that claims a hypothesis is not wrong. */
    boolean allows(String claimed) {
      // The load of others is what lowers the clock, though it keeps nothing off the core.
      return hypothesis.equals(claimed) || (this == LOWERED_TURBO && claimed.equals("H1"));
    }
  }

  /** Cycles of a run; more where few of them are timed, or where runs differ in length. */
  static final int CYCLES = 400;

  static final int SAMPLED_CYCLES = 800;

  /** Cores of the host, of which the load of a process counts one as 100 %. */
  static final int CORES = 4;

  static final int CHECKPOINT_EVERY = 30;
  static final int CLEANED_AT = 320;
  static final int EMPTIED_EVERY = 100;
  static final int SAMPLED_EVERY = 10;
  static final int OUTLIER_RUN = 1;
  static final int OUTLIER_CYCLE = 350;

  static final String PATTERNS = "patterns";
  static final String DATABASE = "database_bytes";
  static final String POPULATION = "population";
  static final String HOST_CPU = "host_cpu_percent";
  static final String HOST_MEMORY = "host_memory_percent";
  static final String PROCESS_CPU = "process_cpu_percent";
  static final String RESIDENT = "rss_bytes";
  static final String FREQUENCY = "cpu_frequency_hertz";
  static final String TEMPERATURE = "cpu_temperature_celsius";
  static final String THROTTLES = "throttle_count";

  /** A gauge that no workload of the published study has. */
  static final String QUEUE = "queue_length";

  static final String EVOLVE = "evolve";

  private static final double MILLISECOND = RunDraft.MILLISECOND;
  private static final int[] STAGES = {90, 190, 310};
  private static final double[] STAGE_SHARES = {0.3, 0.65};
  private static final double PAGE = 4096;
  private static final double GIGA = 1e9;
  private static final double HOST_BYTES = 16 * GIGA;

  /** Returns a number that no other kind of study has, nor any {@link SyntheticStudy}. */
  int number() {
    return 1_000 + mechanism.ordinal();
  }

  /**
   * Returns the telemetry of one run.
   *
   * @param index of the run in its study, from 0
   */
  public RunTelemetry run(int index, RandomGenerator random) {
    RunDraft run = new RunDraft(cycles(index), random);
    return switch (mechanism) {
      case WORK_RAMP -> workRamp(run);
      case WANDERING_WORK -> wanderingWork(run, random);
      case SCHEDULE -> schedule(run, random);
      case SCHEDULE_BY_SHARE -> scheduleByShare(run, random);
      case STEP -> step(run, random, 0);
      case STEP_OF_BOTH -> step(run, random, 2_000);
      case CHECKPOINTS -> checkpoints(run);
      case CLEANED_ONCE -> cleanedOnce(run, random);
      case EMPTIED_TOGETHER -> emptiedTogether(run, random);
      case OWN_WORKERS -> ownWorkers(run, random);
      case OWN_MEMORY -> ownMemory(run);
      case NEIGHBOUR_IN_HALF -> neighbour(run, random, index);
      case SATURATING_HEAT -> saturatingHeat(run, random);
      case LOWERED_TURBO -> loweredTurbo(run, random);
      case WARM_UP_AND_SLOWDOWN -> warmUpAndSlowdown(run);
      case SPARSE_GAUGES -> sparseGauges(run, random);
      case SAMPLED_PHASES -> sampledPhases(run);
      case RIVAL_GAUGE -> rivalGauge(run, random);
      case OUTLIER -> outlier(run, index);
    };
  }

  private int cycles(int index) {
    return switch (mechanism) {
      // Seven lengths, in an order that is not that of the runs.
      case SCHEDULE_BY_SHARE -> 300 + 50 * (3 * index % 7);
      case SAMPLED_PHASES -> SAMPLED_CYCLES;
      default -> CYCLES;
    };
  }

  private static RunTelemetry workRamp(RunDraft run) {
    double[] population =
        run.each(cycle -> Math.round(50 + 60 * (1 - Math.cos(Math.PI * run.share(cycle)))));
    run.gauge(POPULATION, population);
    freeExposures(run);
    run.computes(EVOLVE, cycle -> 2.5 * MILLISECOND);
    run.computes(RECALL, cycle -> 9e3 * population[cycle]);
    run.computes(PERSIST, cycle -> 0.4 * MILLISECOND);
    return finished(run);
  }

  private static RunTelemetry wanderingWork(RunDraft run, RandomGenerator random) {
    double[] wandering = run.autoregression(0.98, 20);
    double[] population =
        run.each(cycle -> Math.max(10, Math.round(90 + 70 * run.share(cycle) + wandering[cycle])));
    double[] patterns = new double[population.length];
    patterns[0] = 6 * population[0];
    for (int i = 1; i < patterns.length; i++) {
      patterns[i] = 0.8 * patterns[i - 1] + 1.2 * population[i] + random.nextGaussian(0, 8);
    }
    run.gauge(POPULATION, population);
    run.gauge(PATTERNS, patterns);
    run.computes(cycle -> 0.8 * MILLISECOND + 25e3 * population[cycle]);
    return run.untimed();
  }

  private static RunTelemetry schedule(RunDraft run, RandomGenerator random) {
    return staged(
        run,
        cycle -> {
          int stage = 0;
          for (int begin : STAGES) {
            stage += cycle >= begin ? 1 : 0;
          }
          return stage;
        },
        random);
  }

  private static RunTelemetry scheduleByShare(RunDraft run, RandomGenerator random) {
    return staged(
        run,
        cycle -> {
          int stage = 0;
          for (double begin : STAGE_SHARES) {
            stage += run.share(cycle) >= begin ? 1 : 0;
          }
          return stage;
        },
        random);
  }

  private static RunTelemetry staged(
      RunDraft run, IntToDoubleFunction stage, RandomGenerator random) {
    double loaded = 8e6 * random.nextDouble(0.9, 1.1);
    double[] written = run.growing(3);
    double[] cached = run.autoregression(0.9, 6);
    run.gauge(
        DATABASE,
        cycle ->
            2e6
                + loaded * stage.applyAsDouble(cycle)
                + PAGE * (written[cycle] + Math.round(cached[cycle])));
    run.computes(cycle -> 3 * MILLISECOND * (1 + 0.3 * stage.applyAsDouble(cycle)));
    return run.untimed();
  }

  /** A step by the same time in all runs, and of the patterns by the same number. */
  private static RunTelemetry step(RunDraft run, RandomGenerator random, int patternsMore) {
    int begin = random.nextInt(CYCLES / 5, CYCLES - CYCLES / 5);
    double[] patterns = run.growing(3);
    double[] database = run.growing(2 * PAGE);
    run.gauge(PATTERNS, cycle -> patterns[cycle] + (cycle < begin ? 0 : patternsMore));
    run.gauge(DATABASE, database);
    run.computes(cycle -> 3 * MILLISECOND * (cycle < begin ? 1 : 1.4));
    return run.untimed();
  }

  private static RunTelemetry checkpoints(RunDraft run) {
    freeExposures(run);
    run.computes(EVOLVE, cycle -> 2.5 * MILLISECOND);
    run.computes(RECALL, cycle -> 0.3 * MILLISECOND);
    run.computes(
        PERSIST,
        cycle -> (cycle % CHECKPOINT_EVERY == CHECKPOINT_EVERY - 1 ? 40 : 0.2) * MILLISECOND);
    return finished(run);
  }

  private static RunTelemetry cleanedOnce(RunDraft run, RandomGenerator random) {
    double[] patterns = emptied(CYCLES, 6, cycle -> cycle == CLEANED_AT, random);
    run.gauge(PATTERNS, patterns);
    run.gauge(DATABASE, cycle -> 16 * PAGE);
    run.computes(EVOLVE, cycle -> 2.5 * MILLISECOND);
    run.computes(RECALL, cycle -> 0.3 * MILLISECOND + 1.5e3 * patterns[cycle]);
    run.computes(PERSIST, cycle -> 0.3 * MILLISECOND);
    return finished(run);
  }

  private static RunTelemetry emptiedTogether(RunDraft run, RandomGenerator random) {
    double[] pages = emptied(CYCLES, 10, cycle -> cycle % EMPTIED_EVERY == 0, random);
    run.gauge(PATTERNS, cycle -> 300);
    persistFollows(run, pages, 2.5e3);
    run.gauge(DATABASE, cycle -> PAGE * pages[cycle]);
    return finished(run);
  }

  private static RunTelemetry ownWorkers(RunDraft run, RandomGenerator random) {
    double[] episodes = run.episodes(10, 20);
    double[] bursts = run.each(cycle -> episodes[cycle] * random.nextDouble(0.6, 1));
    double[] load = run.each(cycle -> 100.0 / CORES + 70 * bursts[cycle] + random.nextDouble(0, 2));
    run.gauge(HOST_CPU, load);
    run.gauge(PROCESS_CPU, cycle -> CORES * load[cycle] - random.nextDouble(0, 6));
    run.gauge(PATTERNS, cycle -> 300);
    run.computes(EVOLVE, cycle -> 2.5 * MILLISECOND);
    run.waits(EVOLVE, cycle -> 2 * MILLISECOND * bursts[cycle]);
    run.computes(RECALL, cycle -> 0.4 * MILLISECOND);
    return finished(run);
  }

  private static RunTelemetry ownMemory(RunDraft run) {
    double[] wandering = run.autoregression(0.95, 0.8 * GIGA);
    double[] resident =
        run.each(
            cycle -> Math.max(GIGA, 3 * GIGA + 3 * GIGA * run.share(cycle) + wandering[cycle]));
    double[] others = run.autoregression(0.9, 0.1);
    run.gauge(RESIDENT, resident);
    run.gauge(HOST_MEMORY, cycle -> 15 + 100 * resident[cycle] / HOST_BYTES + others[cycle]);
    run.computes(EVOLVE, cycle -> 2.5 * MILLISECOND);
    run.waits(EVOLVE, cycle -> 0.2 * MILLISECOND * resident[cycle] / GIGA);
    return finished(run);
  }

  private static RunTelemetry neighbour(RunDraft run, RandomGenerator random, int index) {
    double[] busy = index % 2 == 0 ? run.each(cycle -> 0) : run.episodes(15, 30);
    double[] load = run.autoregression(0.8, 1.5);
    run.gauge(HOST_CPU, cycle -> 20 + 70 * busy[cycle] + load[cycle]);
    run.gauge(PATTERNS, cycle -> 300);
    run.computes(EVOLVE, cycle -> 2.5 * MILLISECOND);
    run.computes(RECALL, cycle -> 0.4 * MILLISECOND);
    run.waits(cycle -> MILLISECOND * busy[cycle] * random.nextDouble(0.5, 1.5));
    return finished(run);
  }

  private static RunTelemetry saturatingHeat(RunDraft run, RandomGenerator random) {
    double[] heat = run.each(cycle -> 1 - Math.exp(-10 * run.share(cycle)));
    double[] gigahertz =
        run.each(cycle -> (4.2 - 1.3 * heat[cycle]) * random.nextGaussian(1, 0.004));
    double[] throttles = new double[CYCLES];
    for (int i = 1; i < CYCLES; i++) {
      throttles[i] = throttles[i - 1] + Math.floor(random.nextDouble(0, 8) * heat[i]);
    }
    double[] patterns = run.growing(3);
    run.gauge(FREQUENCY, cycle -> GIGA * gigahertz[cycle]);
    run.gauge(TEMPERATURE, cycle -> 58 + 36 * heat[cycle] + random.nextGaussian(0, 0.6));
    run.gauge(THROTTLES, throttles);
    run.gauge(PATTERNS, patterns);
    run.computes(RECALL, cycle -> 2.4 * MILLISECOND * 4.2 / gigahertz[cycle]);
    run.waits("pace", cycle -> 1.5 * MILLISECOND);
    return finished(run);
  }

  private static RunTelemetry loweredTurbo(RunDraft run, RandomGenerator random) {
    double[] busy = run.episodes(20, 25);
    double[] load = run.each(cycle -> 15 + 60 * busy[cycle] + random.nextDouble(0, 4));
    double[] gigahertz =
        run.each(cycle -> (4.4 - 0.012 * (load[cycle] - 15)) * random.nextGaussian(1, 0.003));
    run.gauge(HOST_CPU, load);
    run.gauge(FREQUENCY, cycle -> GIGA * gigahertz[cycle]);
    run.gauge(TEMPERATURE, cycle -> 55 + random.nextGaussian(0, 0.5));
    run.gauge(THROTTLES, cycle -> 17);
    freeExposures(run);
    run.computes(EVOLVE, cycle -> 2 * MILLISECOND * 4.4 / gigahertz[cycle]);
    run.computes(RECALL, cycle -> 0.5 * MILLISECOND * 4.4 / gigahertz[cycle]);
    run.computes(PERSIST, cycle -> 0.5 * MILLISECOND * 4.4 / gigahertz[cycle]);
    return finished(run);
  }

  private static RunTelemetry warmUpAndSlowdown(RunDraft run) {
    double[] slower = run.each(cycle -> 1 + 0.3 * (1 - Math.exp(-4 * run.share(cycle))));
    freeExposures(run);
    run.computes(
        EVOLVE,
        cycle -> 2 * MILLISECOND * slower[cycle] * (1 + 1.3 * Math.exp(-18 * run.share(cycle))));
    run.computes(RECALL, cycle -> 0.6 * MILLISECOND * slower[cycle]);
    run.computes(PERSIST, cycle -> 0.8 * MILLISECOND * slower[cycle]);
    run.computes(cycle -> 0.1 * MILLISECOND * slower[cycle]);
    return run.timed();
  }

  private static RunTelemetry sparseGauges(RunDraft run, RandomGenerator random) {
    int dropped = random.nextInt(CYCLES / 4, CYCLES - CYCLES / 4);
    double[] written = run.growing(10);
    // Two fifths of what is there at that cycle are given back.
    double[] pages =
        run.each(cycle -> written[cycle] - (cycle < dropped ? 0 : 0.4 * written[dropped]));
    double[] births = run.autoregression(0.9, 5);
    double[] population = run.each(cycle -> 80 + Math.round(births[cycle]));
    persistFollows(run, pages, 500);
    run.computes(EVOLVE, cycle -> 5e3 * population[cycle]);
    run.gaugeEvery(9, POPULATION, population);
    run.gaugeEvery(4, PATTERNS, run.growing(3));
    run.gaugeEvery(5, DATABASE, run.each(cycle -> PAGE * pages[cycle]));
    return finished(run);
  }

  private static RunTelemetry sampledPhases(RunDraft run) {
    double[] pages = run.growing(10);
    run.gauge(PATTERNS, cycle -> 300);
    run.gauge(DATABASE, cycle -> PAGE * pages[cycle]);
    persistFollows(run, pages, 250);
    run.computes(cycle -> 0.1 * MILLISECOND);
    return run.timedEvery(SAMPLED_EVERY);
  }

  private static RunTelemetry rivalGauge(RunDraft run, RandomGenerator random) {
    double[] wandering = run.autoregression(0.96, 25);
    double[] queue =
        run.each(cycle -> Math.max(0, Math.round(40 + 140 * run.share(cycle) + wandering[cycle])));
    run.gauge(QUEUE, queue);
    run.gauge(PATTERNS, cycle -> Math.max(0, 5 * queue[cycle] + random.nextGaussian(0, 25)));
    run.computes(EVOLVE, cycle -> 2 * MILLISECOND);
    run.computes(RECALL, cycle -> 9e3 * queue[cycle]);
    run.computes(PERSIST, cycle -> 0.3 * MILLISECOND);
    return finished(run);
  }

  private static RunTelemetry outlier(RunDraft run, int index) {
    freeExposures(run);
    run.computes(EVOLVE, cycle -> 2.5 * MILLISECOND);
    run.computes(RECALL, cycle -> 0.4 * MILLISECOND);
    run.computes(PERSIST, cycle -> 0.4 * MILLISECOND);
    if (index == OUTLIER_RUN) {
      run.waits(EVOLVE, cycle -> cycle == OUTLIER_CYCLE ? 340 * MILLISECOND : 0);
    }
    return finished(run);
  }

  /** Patterns and a store that grow steadily and cost nothing. */
  private static void freeExposures(RunDraft run) {
    run.gauge(PATTERNS, run.growing(3));
    run.gauge(DATABASE, run.growing(2 * PAGE));
  }

  private static void persistFollows(RunDraft run, double[] pages, double nanosPerPage) {
    run.computes(EVOLVE, cycle -> 2.5 * MILLISECOND);
    run.computes(RECALL, cycle -> 0.3 * MILLISECOND);
    run.computes(PERSIST, cycle -> 0.4 * MILLISECOND + nanosPerPage * pages[cycle]);
  }

  /** A level that grows by whole pieces from 0 and is emptied in some cycles. */
  private static double[] emptied(
      int cycles, int perCycle, IntPredicate when, RandomGenerator random) {
    double[] level = new double[cycles];
    double now = 0;
    for (int i = 0; i < cycles; i++) {
      now = when.test(i) ? 0 : now + random.nextInt(2 * perCycle + 1);
      level[i] = now;
    }
    return level;
  }

  /** Adds a little time outside of the phases, and returns what a run with timed phases tells. */
  private static RunTelemetry finished(RunDraft run) {
    run.computes(cycle -> 0.1 * MILLISECOND);
    return run.timed();
  }
}
