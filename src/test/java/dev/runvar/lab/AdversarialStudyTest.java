package dev.runvar.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.EarlyAndLate;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.lab.AdversarialStudy.Mechanism;
import dev.runvar.statistics.RankCorrelation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The truth that a mechanism promises holds in the telemetry that it makes. */
class AdversarialStudyTest {

  private static final int RUNS = 12;
  private static final double MILLISECOND = 1e6;

  /** These do not time their phases, so that only time and exposures are left to look at. */
  private static final Set<Mechanism> UNTIMED =
      EnumSet.of(
          Mechanism.WANDERING_WORK,
          Mechanism.SCHEDULE,
          Mechanism.SCHEDULE_BY_SHARE,
          Mechanism.STEP,
          Mechanism.STEP_OF_BOTH);

  @ParameterizedTest
  @EnumSource
  void a_cycle_is_at_least_its_phases_and_its_processor_time(Mechanism mechanism) {
    for (RunTelemetry run : study(mechanism)) {
      double[] wall = run.wall();
      double[] cpu = column(run, "cpu_nanos");
      double[] sum = new double[wall.length];
      run.phases().forEach(phase -> add(phase(run, phase), sum));
      for (int i = 0; i < wall.length; i++) {
        assertTrue(cpu[i] > 0 && cpu[i] <= wall[i], "processor time of cycle " + i);
        assertTrue(Double.isNaN(sum[i]) || sum[i] < wall[i], "phases of cycle " + i);
      }
      assertEquals(UNTIMED.contains(mechanism), run.phases().isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void gauges_read_what_they_can(Mechanism mechanism) {
    for (RunTelemetry run : study(mechanism)) {
      run.columns()
          .forEach(
              (name, values) -> {
                double most = name.startsWith("host_") ? 100 : Double.MAX_VALUE;
                assertTrue(
                    Arrays.stream(values).filter(v -> !Double.isNaN(v)).allMatch(v -> v >= 0),
                    name);
                assertTrue(Arrays.stream(values).noneMatch(v -> v > most), name);
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_same_seed_makes_the_same_run_and_another_one_another(Mechanism mechanism) {
    AdversarialStudy study = new AdversarialStudy(mechanism);
    double[] wall = study.run(2, new SplittableRandom(5)).wall();
    assertArrayEquals(wall, study.run(2, new SplittableRandom(5)).wall());
    assertNotEquals(wall[0], study.run(2, new SplittableRandom(6)).wall()[0]);
  }

  @ParameterizedTest
  @EnumSource
  void runs_have_400_cycles_unless_their_mechanism_needs_others(Mechanism mechanism) {
    List<Integer> lengths = study(mechanism).stream().map(RunTelemetry::cycles).distinct().toList();
    switch (mechanism) {
      case SCHEDULE_BY_SHARE -> {
        assertEquals(7, lengths.size());
        assertTrue(lengths.stream().allMatch(cycles -> cycles >= 300 && cycles <= 600));
      }
      case SAMPLED_PHASES -> assertEquals(List.of(800), lengths);
      default -> assertEquals(List.of(400), lengths);
    }
  }

  @Test
  void one_hypothesis_at_most_is_right() {
    assertEquals(
        Set.of("H1", "H3", "H4", "H5", ""),
        Arrays.stream(Mechanism.values()).map(Mechanism::hypothesis).collect(Collectors.toSet()));
    assertTrue(Mechanism.SAMPLED_PHASES.allows("H3"));
    assertFalse(Mechanism.SAMPLED_PHASES.allows("H5"));
    assertFalse(Mechanism.OUTLIER.allows("H1"));
    assertTrue(Mechanism.LOWERED_TURBO.allows("H1"));
    assertFalse(Mechanism.LOWERED_TURBO.allows("H4"));
  }

  @Test
  void numbers_differ_from_each_other_and_from_those_of_other_studies() {
    Set<Integer> numbers =
        Arrays.stream(Mechanism.values())
            .map(mechanism -> new AdversarialStudy(mechanism).number())
            .collect(Collectors.toSet());
    assertEquals(Mechanism.values().length, numbers.size());
    int others =
        new SyntheticStudy(
                SyntheticStudy.Noise.HEAVY_TAILS,
                SyntheticStudy.Drift.BATCHES,
                SyntheticStudy.Cause.H5_UNTIMED,
                SyntheticStudy.Cost.BY_RUN,
                400)
            .number();
    assertTrue(numbers.stream().allMatch(number -> number > others));
  }

  @Test
  void work_rises_in_the_same_way_in_all_runs_and_is_all_of_the_growth() {
    List<RunTelemetry> runs = study(Mechanism.WORK_RAMP);
    for (RunTelemetry run : runs) {
      assertArrayEquals(
          column(runs.get(0), AdversarialStudy.POPULATION),
          column(run, AdversarialStudy.POPULATION));
      assertTrue(rank(phase(run, "recall"), column(run, AdversarialStudy.POPULATION)) > 0.95);
      assertEquals(growth(run, run.wall()), growth(run, phase(run, "recall")), 0.1 * MILLISECOND);
    }
    assertNotEquals(lastPatterns(runs.get(0)), lastPatterns(runs.get(1)));
  }

  @Test
  void a_list_follows_the_work_more_loosely_than_the_runtime_does() {
    for (RunTelemetry run : study(Mechanism.WANDERING_WORK)) {
      double[] population = column(run, AdversarialStudy.POPULATION);
      assertTrue(rank(run.wall(), population) > 0.9);
      assertTrue(rank(column(run, AdversarialStudy.PATTERNS), population) > 0.8);
    }
  }

  @Test
  void stages_begin_together_by_cycle_or_by_share() {
    for (RunTelemetry run : study(Mechanism.SCHEDULE)) {
      assertEquals(List.of(90, 190, 310), jumps(column(run, AdversarialStudy.DATABASE), 5e6));
      assertEquals(1.9, late(run, run.wall()) / early(run, run.wall()), 0.1);
    }
    for (RunTelemetry run : study(Mechanism.SCHEDULE_BY_SHARE)) {
      List<Integer> jumps = jumps(column(run, AdversarialStudy.DATABASE), 5e6);
      assertEquals(2, jumps.size());
      assertEquals(0.3, jumps.get(0) / (double) run.cycles(), 0.005);
      assertEquals(0.65, jumps.get(1) / (double) run.cycles(), 0.005);
    }
  }

  @Test
  void a_step_is_at_another_cycle_of_each_run_and_exposures_grow_steadily_beside_it() {
    List<RunTelemetry> runs = study(Mechanism.STEP);
    assertTrue(runs.stream().map(run -> step(run.wall())).distinct().count() > RUNS / 2);
    for (RunTelemetry run : runs) {
      assertEquals(List.of(), jumps(column(run, AdversarialStudy.PATTERNS), 50));
      assertEquals(1.4, late(run, run.wall()) / early(run, run.wall()), 0.06);
    }
  }

  @Test
  void a_step_of_both_is_at_one_cycle_and_of_one_size() {
    for (RunTelemetry run : study(Mechanism.STEP_OF_BOTH)) {
      double[] patterns = column(run, AdversarialStudy.PATTERNS);
      List<Integer> jumps = jumps(patterns, 50);
      assertEquals(1, jumps.size());
      int at = jumps.get(0);
      assertEquals(2_000, patterns[at] - patterns[at - 1], 6);
      assertEquals(at, step(run.wall()), 3);
    }
  }

  @Test
  void checkpoints_cost_the_same_and_one_more_is_late_than_early() {
    for (RunTelemetry run : study(Mechanism.CHECKPOINTS)) {
      double[] persist = phase(run, "persist");
      int[] at = IntStream.range(0, 400).filter(i -> persist[i] > 20 * MILLISECOND).toArray();
      assertEquals(13, at.length);
      assertEquals(2, Arrays.stream(at).filter(i -> i < 80).count());
      assertEquals(3, Arrays.stream(at).filter(i -> i >= 320).count());
      assertTrue(Arrays.stream(at).mapToDouble(i -> persist[i]).max().orElseThrow() < 50e6);
      assertEquals(0, growth(run, phase(run, "evolve")), 0.1 * MILLISECOND);
    }
  }

  @Test
  void recall_follows_patterns_that_are_cleaned_once_and_ends_where_it_began() {
    for (RunTelemetry run : study(Mechanism.CLEANED_ONCE)) {
      double[] patterns = column(run, AdversarialStudy.PATTERNS);
      assertEquals(List.of(320), drops(patterns));
      assertTrue(rank(phase(run, "recall"), patterns) > 0.95);
      assertEquals(0, growth(run, run.wall()), 0.2 * MILLISECOND);
    }
  }

  @Test
  void persist_follows_a_store_that_is_emptied_at_the_same_cycles() {
    for (RunTelemetry run : study(Mechanism.EMPTIED_TOGETHER)) {
      double[] store = column(run, AdversarialStudy.DATABASE);
      assertEquals(List.of(100, 200, 300), drops(store));
      assertTrue(rank(phase(run, "persist"), store) > 0.95);
      assertTrue(growth(run, phase(run, "persist")) > 0.2 * MILLISECOND);
    }
  }

  @Test
  void own_workers_are_all_of_the_load_and_are_waited_for() {
    for (RunTelemetry run : study(Mechanism.OWN_WORKERS)) {
      double[] own = column(run, AdversarialStudy.PROCESS_CPU);
      double[] host = column(run, AdversarialStudy.HOST_CPU);
      double[] off = offCore(run);
      for (int i = 0; i < 400; i++) {
        double others = AdversarialStudy.CORES * host[i] - own[i];
        assertTrue(others >= 0 && others <= 6, "load of others: " + others);
        assertEquals(host[i] > 50, off[i] > MILLISECOND);
      }
    }
  }

  @Test
  void own_memory_is_all_that_changes_of_the_memory_of_the_host() {
    for (RunTelemetry run : study(Mechanism.OWN_MEMORY)) {
      double[] own = column(run, AdversarialStudy.RESIDENT);
      assertTrue(rank(column(run, AdversarialStudy.HOST_MEMORY), own) > 0.95);
      assertTrue(rank(offCore(run), own) > 0.9);
    }
  }

  @Test
  void a_neighbour_takes_the_core_in_every_second_run() {
    List<RunTelemetry> runs = study(Mechanism.NEIGHBOUR_IN_HALF);
    for (int i = 0; i < RUNS; i++) {
      double[] load = column(runs.get(i), AdversarialStudy.HOST_CPU);
      double[] off = offCore(runs.get(i));
      long busy = Arrays.stream(load).filter(l -> l > 60).count();
      if (i % 2 == 0) {
        assertEquals(0, busy);
        assertTrue(Arrays.stream(off).max().orElseThrow() < 0.1 * MILLISECOND);
      } else {
        assertTrue(busy > 20 && busy < 300, busy + " busy cycles");
        for (int cycle = 0; cycle < load.length; cycle++) {
          assertEquals(load[cycle] > 60, off[cycle] > 0.3 * MILLISECOND);
        }
      }
    }
  }

  @Test
  void heat_slows_the_phase_that_computes_and_not_the_one_that_waits() {
    for (RunTelemetry run : study(Mechanism.SATURATING_HEAT)) {
      double[] clock = column(run, AdversarialStudy.FREQUENCY);
      assertTrue(rank(phase(run, "recall"), clock) < -0.4);
      assertEquals(0.69, late(run, clock) / clock[0], 0.02);
      assertEquals(1.13, relativeGrowth(run, "recall"), 0.1);
      assertEquals(1, relativeGrowth(run, "pace"), 0.05);
      double[] throttles = column(run, AdversarialStudy.THROTTLES);
      assertTrue(throttles[399] > 1_000);
      assertEquals(List.of(), drops(throttles));
    }
  }

  @Test
  void load_lowers_the_clock_without_heat_and_without_throttling() {
    for (RunTelemetry run : study(Mechanism.LOWERED_TURBO)) {
      double[] clock = column(run, AdversarialStudy.FREQUENCY);
      assertTrue(rank(clock, column(run, AdversarialStudy.HOST_CPU)) < -0.7);
      assertTrue(rank(run.wall(), clock) < -0.7);
      assertEquals(0, rank(column(run, AdversarialStudy.TEMPERATURE), clock), 0.25);
      double[] throttles = column(run, AdversarialStudy.THROTTLES);
      assertEquals(1, Arrays.stream(throttles).distinct().count());
    }
  }

  @Test
  void one_phase_warms_up_and_the_others_slow_down_alike() {
    for (RunTelemetry run : study(Mechanism.WARM_UP_AND_SLOWDOWN)) {
      assertTrue(relativeGrowth(run, "evolve") < 1);
      assertEquals(1.18, relativeGrowth(run, "recall"), 0.04);
      assertEquals(1.18, relativeGrowth(run, "persist"), 0.04);
    }
  }

  @Test
  void each_gauge_is_read_at_an_interval_of_its_own() {
    for (RunTelemetry run : study(Mechanism.SPARSE_GAUGES)) {
      double[] store = column(run, AdversarialStudy.DATABASE);
      assertEquals(80, count(store));
      assertEquals(100, count(column(run, AdversarialStudy.PATTERNS)));
      assertEquals(45, count(column(run, AdversarialStudy.POPULATION)));
      int[] read = IntStream.range(0, 400).filter(i -> !Double.isNaN(store[i])).toArray();
      double[] persist = phase(run, "persist");
      double[] of = Arrays.stream(read).mapToDouble(i -> persist[i]).toArray();
      assertTrue(rank(of, Arrays.stream(read).mapToDouble(i -> store[i]).toArray()) > 0.9);
    }
  }

  @Test
  void phases_are_timed_in_every_tenth_cycle_and_persist_is_all_of_the_growth() {
    for (RunTelemetry run : study(Mechanism.SAMPLED_PHASES)) {
      double[] persist = phase(run, "persist");
      assertEquals(80, count(persist));
      assertEquals(800, count(run.wall()));
      assertEquals(growth(run, run.wall()), growth(run, persist), 0.15 * MILLISECOND);
    }
  }

  @Test
  void recall_follows_the_gauge_of_the_user_closer_than_it_follows_patterns() {
    for (RunTelemetry run : study(Mechanism.RIVAL_GAUGE)) {
      double[] recall = phase(run, "recall");
      double withQueue = rank(recall, column(run, AdversarialStudy.QUEUE));
      double withPatterns = rank(recall, column(run, AdversarialStudy.PATTERNS));
      assertTrue(withPatterns > 0.9);
      assertTrue(withQueue > withPatterns);
    }
  }

  @Test
  void one_cycle_of_one_run_takes_a_hundred_times_as_long() {
    List<RunTelemetry> runs = study(Mechanism.OUTLIER);
    for (int i = 0; i < RUNS; i++) {
      double[] wall = runs.get(i).wall();
      double[] sorted = DoubleStream.of(wall).sorted().toArray();
      long outliers = Arrays.stream(wall).filter(w -> w > 2 * sorted[200]).count();
      assertEquals(i == AdversarialStudy.OUTLIER_RUN ? 1 : 0, outliers);
      if (outliers == 1) {
        assertEquals(100, wall[AdversarialStudy.OUTLIER_CYCLE] / sorted[200], 10);
      }
    }
  }

  private static List<RunTelemetry> study(Mechanism mechanism) {
    AdversarialStudy study = new AdversarialStudy(mechanism);
    SplittableRandom random = new SplittableRandom(20251030L + study.number());
    return IntStream.range(0, RUNS).mapToObj(i -> study.run(i, random.split())).toList();
  }

  private static double[] column(RunTelemetry run, String name) {
    return run.column(name).orElseThrow();
  }

  private static double[] phase(RunTelemetry run, String name) {
    return run.phase(name).orElseThrow();
  }

  private static double[] offCore(RunTelemetry run) {
    return RunView.combined(run.wall(), column(run, "cpu_nanos"), (wall, cpu) -> wall - cpu);
  }

  private static void add(double[] part, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += part[i];
    }
  }

  private static double growth(RunTelemetry run, double[] nanos) {
    return late(run, nanos) - early(run, nanos);
  }

  private static double relativeGrowth(RunTelemetry run, String phase) {
    double[] nanos = phase(run, phase);
    return late(run, nanos) / early(run, nanos);
  }

  private static double rank(double[] x, double[] y) {
    return RankCorrelation.spearman(x, y).orElseThrow().rho();
  }

  private static long count(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
  }

  private static double lastPatterns(RunTelemetry run) {
    return column(run, AdversarialStudy.PATTERNS)[run.cycles() - 1];
  }

  /** Returns the cycles in which a gauge rises by more than so much. */
  private static List<Integer> jumps(double[] gauge, double least) {
    return IntStream.range(1, gauge.length)
        .filter(i -> gauge[i] - gauge[i - 1] > least)
        .boxed()
        .toList();
  }

  private static List<Integer> drops(double[] gauge) {
    return IntStream.range(1, gauge.length).filter(i -> gauge[i] < gauge[i - 1]).boxed().toList();
  }

  /** Returns the cycle that best separates lower values before from higher ones after it. */
  private static int step(double[] values) {
    double middle =
        (Arrays.stream(values).limit(40).average().orElseThrow()
                + Arrays.stream(values).skip(values.length - 40).average().orElseThrow())
            / 2;
    int best = 0;
    double sum = 0;
    double least = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] - middle;
      if (sum < least) {
        least = sum;
        best = i + 1;
      }
    }
    return best;
  }

  private static double early(RunTelemetry run, double[] column) {
    return RunTelemetry.mean(column, new EarlyAndLate(run.cycles(), 1).early());
  }

  private static double late(RunTelemetry run, double[] column) {
    return RunTelemetry.mean(column, new EarlyAndLate(run.cycles(), 1).late());
  }
}
