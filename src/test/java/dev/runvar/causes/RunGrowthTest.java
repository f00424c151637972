package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.RunStatisticsSamples;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.result.Growth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Growth of runs whose single cycles mislead a plain comparison of the first and the last fifth.
 */
class RunGrowthTest {

  private static final RunContext CONTEXT = RunContext.of(TestStudy.SCOPE);

  private final SplittableRandom random = new SplittableRandom(2);

  /** Checkpoints in every 100th of 1,200 cycles: two in the first fifth, three in the last. */
  @Test
  void checkpoints_that_the_last_fifth_has_one_more_of_are_no_growth() {
    Growth growth = growth(1200, i -> (i % 100 == 99 ? 250 : 10));
    assertEquals(100, growth.period());
    assertEquals(0, growth.totalNanos(), 0.05);
    assertEquals(0.01, growth.heavy().earlyShare(), 1e-12);
    assertEquals(250, growth.heavy().lateNanos(), 1);
    assertEquals(0, growth.heavy().frequency().nanos(), 1e-9);
    assertTrue(growth.outliers().isEmpty(), growth.outliers().toString());
  }

  /**
   * Every tenth cycle costs 100 + i/5: ordinary + cost + frequency is the whole, by construction.
   */
  @Test
  void heavy_cycles_that_cost_more_and_more_have_the_growth() {
    Growth growth = growth(1000, i -> i % 10 == 9 ? 100 + i / 5.0 : 10);
    Growth.Heavy heavy = growth.heavy();
    double parts = heavy.ordinary().nanos() + heavy.cost().nanos() + heavy.frequency().nanos();
    assertEquals(growth.totalNanos(), parts, 1e-9);
    assertEquals(800 / 5.0 / 10, heavy.cost().nanos(), 0.1);
    assertEquals(0, heavy.ordinary().nanos(), 0.1);
  }

  @Test
  void heavy_cycles_that_come_more_often_have_it_by_their_number() {
    Growth growth = growth(1000, i -> i % (i < 500 ? 20 : 10) == 0 ? 200 : 10);
    assertEquals(190 * 0.05, growth.heavy().frequency().nanos(), 0.2);
    assertEquals(0, growth.heavy().cost().nanos(), 0.2);
  }

  @Test
  void one_cycle_that_slept_is_named_with_the_growth_without_it() {
    List<RunTelemetry> runs = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      int sleeping = seed == 3 ? 700 : -1;
      double[] wall = wall(800, i -> i == sleeping ? 10_000 : 20);
      double[] cpu = Arrays.stream(wall).map(nanos -> Math.min(nanos, 19)).toArray();
      runs.add(new RunTelemetry(Map.of("wall_nanos", wall, "cpu_nanos", cpu), Map.of()));
    }
    Growth growth = growth(runs);
    assertEquals(1, growth.outliers().size(), growth.outliers().toString());
    Growth.Outlier outlier = growth.outliers().get(0);
    assertEquals(3, outlier.seed());
    assertEquals(700, outlier.cycle());
    assertEquals(10_000, outlier.nanos(), 1);
    assertEquals(19 / 10_000.0, outlier.processorShare(), 1e-4);
    assertTrue(growth.totalNanos() > 10);
    assertEquals(0, growth.withoutOutliers().nanos(), 0.1);
  }

  /** Fast in the middle: late − early is nothing, growth from the middle on is 50. */
  @Test
  void growth_after_a_warm_up_is_told_from_the_trough() {
    Growth growth = growth(1000, i -> 100 + Math.abs(i - 500) / 8.0);
    assertEquals(0, growth.totalNanos(), 0.2);
    assertEquals(3, growth.trough().window());
    assertEquals((900 - 500) / 8.0 - 50 / 8.0, growth.trough().growth().nanos(), 1);
    assertNull(growth(1000, i -> 100 + i / 8.0).trough());
  }

  @Test
  void a_gauge_that_grows_has_the_time_per_unit_beside_it() {
    double[] agents = IntStream.range(0, 500).mapToDouble(i -> 100 + i).toArray();
    Map<String, double[]> columns = new HashMap<>();
    columns.put("population", agents);
    columns.put("wall_nanos", wall(500, i -> 3 * agents[i]));
    Growth growth = growth(List.of(new RunTelemetry(columns, Map.of())));
    Growth.Gauge gauge = growth.gauges().get(0);
    assertTrue(gauge.work());
    assertEquals(1, gauge.power());
    assertEquals(0, gauge.change().value(), 1e-3);
    assertEquals(149.5, gauge.early(), 1e-9);
    assertTrue(!gauge.separable(), "it only goes with time");
  }

  @Test
  void phases_that_two_of_four_runs_time_are_whole_parts() {
    List<RunTelemetry> runs = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      double[] persist = wall(300, i -> 10 + i / 10.0);
      double[] wall = Arrays.stream(persist).map(nanos -> nanos + 50).toArray();
      runs.add(
          new RunTelemetry(
              Map.of("wall_nanos", wall), seed % 2 == 0 ? Map.of("persist", persist) : Map.of()));
    }
    Growth growth = growth(runs);
    Growth.Part largest = growth.parts().get(0);
    assertEquals("persist", largest.name());
    assertEquals(1, largest.share(), 0.02);
    assertEquals(
        growth.totalNanos(), growth.parts().stream().mapToDouble(Growth.Part::nanos).sum(), 1e-9);
  }

  /** A part of 100 cycles at 10, then one at 30 that goes to 60 after its 50th cycle. */
  @Test
  void a_run_of_two_parts_grows_between_them_and_by_a_step_within_one() {
    double[] wall = wall(200, i -> i < 100 ? 10 : i < 150 ? 30 : 60);
    double[] part = new double[200];
    Arrays.fill(part, 0, 100, Double.NaN);
    Arrays.fill(part, 100, 200, 2);
    Growth growth =
        growth(List.of(new RunTelemetry(Map.of("wall_nanos", wall, "run_part", part), Map.of())));
    assertEquals(2, growth.runParts().count());
    assertEquals(45 - 10, growth.runParts().between().nanos(), 0.1);
    assertEquals(150, growth.runParts().step().cycle());
    assertEquals(1, growth.runParts().step().share(), 0.01);
    assertEquals(60 - 10, growth.totalNanos(), 0.1);
  }

  /** Rows of 100 steps, and at the end of the first part one of a single slow step. */
  @Test
  void parts_count_by_their_steps() {
    double[] wall = wall(60, i -> i == 29 ? 1000 : i < 30 ? 10 : 30);
    double[] part = new double[60];
    Arrays.fill(part, 0, 30, Double.NaN);
    Arrays.fill(part, 30, 60, 2);
    double[] steps = new double[60];
    Arrays.setAll(steps, i -> i == 29 ? 1 : 100);
    Growth growth =
        growth(
            List.of(
                new RunTelemetry(
                    Map.of("wall_nanos", wall, "run_part", part, "cycle_steps", steps), Map.of())));
    assertEquals(30 - (29 * 1000 + 1000) / 2901.0, growth.runParts().between().nanos(), 0.1);
    assertNull(growth.runParts().step());
  }

  @Test
  void the_median_cycle_tells_growth_from_a_few_long_cycles() {
    Growth growth = growth(100, i -> i > 80 && i % 4 == 0 ? 100 : i < 50 ? 10 : 11);
    assertEquals(0.1, growth.medianShare(), 0.01);
  }

  private Growth growth(int cycles, IntToDoubleFunction nanos) {
    return growth(
        IntStream.range(0, 3)
            .mapToObj(seed -> new RunTelemetry(Map.of("wall_nanos", wall(cycles, nanos)), Map.of()))
            .toList());
  }

  private static Growth growth(List<RunTelemetry> runs) {
    List<RunEffects> effects = TestStudy.effects(runs, CONTEXT);
    List<RunStatistics> figures =
        effects.stream()
            .map(
                run ->
                    RunStatisticsSamples.run(run.seed(), "m" + run.seed(), "t", 1, 1)
                        .withGrowth(run.growth().orElseThrow()))
            .toList();
    return GrowthAccounting.of(figures, effects, 0.01);
  }

  private double[] wall(int cycles, IntToDoubleFunction nanos) {
    return IntStream.range(0, cycles)
        .mapToDouble(i -> nanos.applyAsDouble(i) * (1 + 0.001 * random.nextGaussian()))
        .toArray();
  }
}
