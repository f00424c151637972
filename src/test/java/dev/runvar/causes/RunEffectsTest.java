package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.causes.AccumulationRule.Exposure;
import dev.runvar.facts.Addition;
import dev.runvar.facts.DoseSums;
import dev.runvar.facts.Frame;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.lab.SyntheticStudy;
import dev.runvar.lab.SyntheticStudy.Cause;
import dev.runvar.lab.SyntheticStudy.Drift;
import dev.runvar.lab.SyntheticStudy.Noise;
import dev.runvar.result.Verdict;
import dev.runvar.statistics.Quantiles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunEffectsTest {

  private static final RunContext CONTEXT = RunContext.of(TestStudy.SCOPE);

  /** y = 1000 + c + 3·x without noise: the slope is 3 by construction. */
  @Test
  void the_dose_is_what_the_outcome_owes_to_the_exposure() {
    double[] patterns = column(400, c -> 50 + 20 * Math.sin(c * 1.7) + 10 * Math.cos(c * 0.31));
    double[] wall = column(400, c -> 1_000 + c + 3 * patterns[c]);
    RunEffects effects = effects(Map.of("wall_nanos", wall, "patterns", patterns), Map.of());
    double mean = Arrays.stream(wall).average().orElseThrow();
    assertEquals(3 * Quantiles.spread(patterns) / mean, TestStudy.dose(effects, "patterns"), 1e-9);
    assertTrue(tolerance(effects, "patterns") > 0.1, effects.toString());
  }

  @Test
  void an_exposure_that_is_a_trend_has_a_tolerance_near_nothing() {
    double[] wall = column(400, c -> 1_000 + c);
    RunEffects effects =
        effects(Map.of("wall_nanos", wall, "database_bytes", column(400, c -> 50.0 * c)), Map.of());
    assertTrue(tolerance(effects, "database") < 1e-9);
  }

  /** Early and late are of 20 cycles: persist grows from 10 to 30, the rest from 90 to 99. */
  @Test
  void the_excess_of_a_phase_is_its_growth_beyond_that_of_the_rest() {
    double[] persist = column(100, c -> c < 50 ? 10 : 30);
    double[] rest = column(100, c -> c < 50 ? 90 : 99);
    double[] wall = column(100, c -> persist[c] + rest[c]);
    RunEffects effects =
        effects(
            Map.of("wall_nanos", wall, "database_bytes", column(100, c -> c)),
            Map.of("persist", persist));
    PhaseGrowth.OfRun growth = TestStudy.claim(effects, "database").growthOrNull();
    assertEquals(0.20, growth.inTime().beyondWork().growth(), 1e-12);
    assertEquals((20 - 10 * 9 / 90.0) / 100, growth.inTime().beyondWork().excess().get(0), 1e-12);
    assertEquals(0.9, growth.rest(), 1e-12);
  }

  @Test
  void cycles_that_share_a_reading_are_one_row() {
    double[] numbers = column(400, c -> Math.floor(c / 10.0));
    double[] load = column(400, c -> 30 + 10 * Math.sin(Math.floor(c / 10.0) * 2.3));
    double[] wall = column(400, c -> 1_000 + (c % 10 == 0 ? 50 : 0));
    Frame frame =
        Frame.ofReadings(
            new RunTelemetry(Map.of("wall_nanos", wall, "probe_number", numbers), Map.of()), 1);
    assertEquals(40, frame.averaged(load).length);
    assertEquals(1_005, frame.averaged(wall)[7], 1e-9);
    assertEquals(load[70], frame.averaged(load)[7], 1e-9);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 8, 9, 12, 99})
  void runs_of_any_length_have_figures_or_none_but_no_error(int cycles) {
    Map<String, double[]> columns = new HashMap<>();
    for (String name : RunTelemetry.COLUMNS) {
      columns.put(name, column(cycles, c -> 100 + c % 7));
    }
    RunEffects effects = effects(columns, Map.of("persist", column(cycles, c -> 5)));
    assertEquals(cycles, effects.cycles());
    verdicts(List.of(effects))
        .forEach(verdict -> assertEquals("not-measurable", verdict.decision()));
  }

  @Test
  void readings_without_a_cycle_say_nothing_and_are_no_error() {
    RunEffects effects = effects(Map.of("host_cpu_percent", column(5, c -> c)), Map.of());
    assertEquals(0, effects.cycles());
    assertNull(effects.claimsOrNull());
  }

  @Test
  void constants_nulls_and_impossible_times_have_no_error() {
    Map<String, double[]> columns = new HashMap<>();
    for (String name : RunTelemetry.COLUMNS) {
      columns.put(name, column(200, c -> name.startsWith("host") && c % 3 == 0 ? Double.NaN : 7));
    }
    columns.put("database_bytes", column(200, c -> 7));
    columns.put("patterns", column(200, c -> Double.NaN));
    columns.put(
        "wall_nanos",
        column(
            200,
            c ->
                c == 5
                    ? Double.POSITIVE_INFINITY
                    : c == 6 ? -1 : c == 7 ? Double.NaN : 100 + c % 11));
    RunEffects effects = effects(columns, Map.of("recall", column(200, c -> Double.NaN)));
    assertEquals(197, effects.cycles());
    assertEquals(Exposure.CONSTANT, TestStudy.claim(effects, "database").exposure());
    verdicts(List.of(effects))
        .forEach(verdict -> assertEquals("not-measurable", verdict.decision()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"H1", "H2", "H3", "H5"})
  void a_cause_is_found_and_no_other(Cause cause) {
    List<Verdict> verdicts =
        verdicts(
            study(
                new SyntheticStudy(
                    Noise.WHITE, Drift.LINEAR, cause, SyntheticStudy.Cost.BY_RUN, 400)));
    for (int i = 0; i < verdicts.size(); i++) {
      boolean isCause = i == cause.name().charAt(1) - '1';
      assertEquals(
          isCause, verdicts.get(i).decision().equals("supported"), verdicts.get(i).toString());
    }
  }

  @Test
  void a_store_that_is_written_in_batches_is_no_cause_of_what_its_commits_take() {
    verdicts(
            study(
                new SyntheticStudy(
                    Noise.WHITE, Drift.BATCHES, Cause.NONE, SyntheticStudy.Cost.BY_RUN, 400)))
        .forEach(verdict -> assertNotEquals("supported", verdict.decision(), verdict.toString()));
  }

  /**
   * Each 25th cycle adds 100 and takes 50 + 3·x longer: 16 of 400 cycles, so that the mean cycle
   * owes 3·16/400 to a unit of x, by construction.
   */
  @Test
  void additions_that_take_longer_the_more_there_is_are_an_effect_of_the_exposure() {
    double[] patterns = column(400, c -> 100 * ((c + 1) / 25) - (c < 160 ? 0 : 500));
    double[] wall = column(400, c -> 5_000 + (c % 25 == 24 ? 50 + 3 * patterns[c] : 0));
    RunEffects effects = effects(Map.of("wall_nanos", wall, "patterns", patterns), Map.of());
    double mean = Arrays.stream(wall).average().orElseThrow();
    assertEquals(
        3 * 16 / 400.0 * Quantiles.spread(patterns) / mean,
        TestStudy.dose(effects, "patterns"),
        1e-9);
  }

  /** The phase takes 2 for each that is added, and adds more in the second half. */
  @Test
  void what_a_cycle_adds_is_no_growth_of_the_phase() {
    double[] added = column(400, c -> (c < 200 ? 10 : 30) + 5 * Math.sin(Math.max(c, 1) * 1.7));
    double[] database = added.clone();
    Arrays.parallelPrefix(database, Double::sum);
    double[] persist = column(400, c -> 20 + 2 * added[c]);
    double[] wall = column(400, c -> 1_000 + persist[c]);
    RunEffects effects =
        effects(Map.of("wall_nanos", wall, "database_bytes", database), Map.of("persist", persist));
    assertEquals(
        0,
        TestStudy.claim(effects, "database").growthOrNull().inTime().beyondWork().growth(),
        1e-9);
  }

  @Test
  void what_is_added_is_known_from_the_second_value_on() {
    double nan = Double.NaN;
    assertArrayEquals(
        new double[] {nan, 2, nan, 2, 0, 4}, Addition.of(new double[] {nan, 5, nan, 7, 1, 5}));
    assertArrayEquals(new double[] {nan}, Addition.of(new double[] {3}));
  }

  /** Nothing happens in these runs but one step, of runtime and patterns at once. */
  @Test
  void one_step_a_run_makes_a_candidate_whether_runs_share_it_or_not() {
    Verdict shared = verdicts(stepping(seed -> 200)).get(4);
    assertEquals("not-measurable", shared.decision());
    assertEquals("candidate", shared.evidence());
    assertEquals(
        "candidate: the number of patterns grew with the runtime; the effect of the number of patterns"
            + " cannot be separated from that of time, of more work, or of what all runs do at the"
            + " same cycle, and phase recall is not timed",
        shared.reason());
    Verdict own = verdicts(stepping(seed -> 100 + 40 * seed)).get(4);
    assertEquals("not-measurable", own.decision());
    assertEquals("candidate", own.evidence(), own.toString());
  }

  private static List<RunEffects> stepping(IntUnaryOperator cycleOfSeed) {
    return runs(
        5,
        seed -> {
          int step = cycleOfSeed.applyAsInt(seed);
          double[] wall = column(400, c -> 100 + c * 7 % 11 + (c < step ? 0 : 30));
          double[] patterns = column(400, c -> c < step ? 10 : 20);
          return new RunTelemetry(Map.of("wall_nanos", wall, "patterns", patterns), Map.of());
        },
        CONTEXT);
  }

  /** The cause is worth 5 % of runtime: more than 1 %, not more than 10 %. */
  @ParameterizedTest
  @EnumSource(
      value = Cause.class,
      names = {"H1", "H2", "H3", "H5"})
  void what_is_below_the_floor_is_no_cause(Cause cause) {
    List<RunEffects> runs =
        study(
            new SyntheticStudy(Noise.WHITE, Drift.LINEAR, cause, SyntheticStudy.Cost.BY_RUN, 400));
    List<Verdict> verdicts = verdicts(runs, 0.1);
    verdicts.forEach(v -> assertEquals("not-supported", found(v), v.toString()));
    assertTrue(
        verdicts.stream().anyMatch(v -> v.reason().contains("below the 10 % that count")),
        verdicts.toString());
  }

  private static String found(Verdict verdict) {
    return verdict.decision().equals("not-measurable") ? "not-supported" : verdict.decision();
  }

  /** y = 1000 + 3·tickets + 2·patterns, and tickets follow patterns: each takes its part away. */
  @Test
  void any_gauge_of_the_program_is_a_covariate_declared_as_work_or_not() {
    double[] patterns = column(400, c -> 50 + 20 * Math.sin(c * 1.7));
    double[] tickets = column(400, c -> patterns[c] + 9 * Math.cos(c * 0.9));
    double[] wall = column(400, c -> 1_000 + 3 * tickets[c] + 2 * patterns[c]);
    RunTelemetry run =
        new RunTelemetry(
            Map.of("wall_nanos", wall, "patterns", patterns, "tickets", tickets), Map.of());
    double perPattern = Quantiles.spread(patterns) / run.meanWall();
    RunEffects without = TestStudy.effects(run, CONTEXT);
    assertEquals(2 * perPattern, TestStudy.dose(without, "patterns"), 1e-9);
    RunEffects with = TestStudy.effects(run, withWork("tickets"));
    assertEquals(2 * perPattern, TestStudy.dose(with, "patterns"), 1e-9);
  }

  /**
   * The run has a helper process that loads a core while the cycle waits for it: 30 to 90 % of one
   * of 2 cores, beside 5 % of the host that others take.
   */
  @ParameterizedTest
  @CsvSource({"true, not-supported", "false, not-measurable"})
  void load_of_the_runs_own_is_no_contention(boolean known, String decision) {
    RunContext context =
        new RunContext(
            TestStudy.SCOPE,
            known ? OptionalDouble.of(2) : OptionalDouble.empty(),
            OptionalLong.empty());
    SplittableRandom random = new SplittableRandom(3);
    List<RunEffects> runs =
        runs(
            8,
            seed -> {
              double[] own = column(300, c -> 60 + 30 * Math.sin(c * 0.7 + seed));
              double[] host = column(300, c -> own[c] / 2 + 5 + random.nextGaussian());
              double[] wall = column(300, c -> 1_000 + 5 * own[c] + random.nextGaussian());
              Map<String, double[]> columns =
                  Map.of(
                      "wall_nanos", wall,
                      "cpu_nanos", column(300, c -> 1_000),
                      "process_cpu_percent", own,
                      "host_cpu_percent", host);
              return new RunTelemetry(columns, Map.of());
            },
            context);
    assertEquals(decision, verdicts(runs).get(0).decision(), verdicts(runs).get(0).toString());
  }

  @Test
  void what_a_hypothesis_looks_at_is_not_hidden_as_work() {
    double[] patterns = column(400, c -> 50 + 20 * Math.sin(c * 1.7));
    double[] wall = column(400, c -> 1_000 + 2 * patterns[c]);
    RunTelemetry run = new RunTelemetry(Map.of("wall_nanos", wall, "patterns", patterns), Map.of());
    assertEquals(TestStudy.effects(run, CONTEXT), TestStudy.effects(run, withWork("patterns")));
  }

  @Test
  void declared_work_that_does_not_count_everywhere_is_told() {
    RunContext context = withWork("tickets", "orders", "patterns", "rows");
    List<RunEffects> runs =
        runs(
            3,
            seed ->
                new RunTelemetry(
                    Map.of(
                        "wall_nanos",
                        column(200, c -> 100 + c % 7),
                        "rows",
                        column(200, c -> c % 3),
                        seed == 1 ? "orders" : "other",
                        column(200, c -> c % 5)),
                    Map.of()),
            context);
    assertEquals(
        List.of(
            "work: no run reports the gauge tickets",
            "work: only 1 of 3 runs report the gauge orders",
            "work: patterns is left out, because a cause looks at it itself"),
        DeclaredWork.notes(context.scope(), new Replicates(runs, 0.01)));
  }

  private static RunContext withWork(String... gauges) {
    return RunContext.of(TestStudy.SCOPE.withWork(List.of(gauges)));
  }

  @Test
  void four_seeds_are_too_few_and_their_estimates_are_shown() {
    List<RunEffects> runs =
        study(
            new SyntheticStudy(Noise.WHITE, Drift.NONE, Cause.H1, SyntheticStudy.Cost.BY_RUN, 400));
    Verdict verdict = verdicts(runs.subList(0, 4)).get(0);
    assertEquals("not-measurable", verdict.decision());
    assertEquals("4 seeds are too few: a verdict needs 5", verdict.reason());
    assertTrue(verdict.estimate() > 0.03 && verdict.estimate() < 0.07, verdict.toString());
  }

  @Test
  void runs_of_one_seed_are_one_replicate() {
    List<RunEffects> runs =
        study(
            new SyntheticStudy(Noise.WHITE, Drift.NONE, Cause.H1, SyntheticStudy.Cost.BY_RUN, 400));
    List<RunEffects> ofOneSeed =
        runs.stream()
            .map(
                run ->
                    new RunEffects(
                        run.runId(),
                        7,
                        run.cycles(),
                        null,
                        run.data(),
                        run.claimsOrNull(),
                        null,
                        null,
                        null))
            .toList();
    assertEquals(1, verdicts(ofOneSeed).get(0).replicates());
    assertEquals("not-measurable", verdicts(ofOneSeed).get(0).decision());
  }

  @Test
  void a_reading_that_only_one_seed_has_is_no_error() {
    Map<String, double[]> columns =
        Map.of(
            "wall_nanos", column(200, c -> 100 + c % 11),
            "cpu_nanos", column(200, c -> 90 + c % 7),
            "host_memory_percent", column(200, c -> 30 + c * 5 % 13));
    Verdict verdict = verdicts(List.of(effects(columns, Map.of()))).get(0);
    assertEquals("not-measurable", verdict.decision());
    assertEquals("one seed is too few: a verdict needs 5", verdict.reason());
  }

  @Test
  void a_throttle_count_that_never_moved_answers_h4() {
    List<RunEffects> runs =
        runs(
            5,
            seed ->
                new RunTelemetry(
                    Map.of(
                        "wall_nanos", column(200, c -> 100 + (c * (seed + 3)) % 13),
                        "throttle_count", column(200, c -> 4)),
                    Map.of()),
            CONTEXT);
    Verdict verdict = verdicts(runs).get(3);
    assertEquals("not-supported", verdict.decision());
    assertEquals("the processors never throttled", verdict.reason());
  }

  @Test
  void the_cost_of_collections_is_not_fragmentation() {
    Map<String, double[]> columns =
        Map.of("wall_nanos", column(200, c -> 100 + c % 5), "gc_count", column(200, c -> c % 2));
    Verdict verdict = verdicts(List.of(effects(columns, Map.of()))).get(1);
    assertEquals("not-measurable", verdict.decision());
    assertTrue(verdict.reason().startsWith("a collector that compacts"), verdict.reason());
  }

  private static List<RunEffects> study(SyntheticStudy study) {
    SplittableRandom random = new SplittableRandom(11);
    return runs(12, seed -> study.run(random), CONTEXT);
  }

  private static List<RunEffects> runs(
      int seeds, IntFunction<RunTelemetry> run, RunContext context) {
    return TestStudy.effects(IntStream.range(0, seeds).mapToObj(run).toList(), context);
  }

  private static double tolerance(RunEffects effects, String name) {
    DoseSums sums = TestStudy.claim(effects, name).doseOrNull();
    return sums.xx() / sums.variation();
  }

  private static List<Verdict> verdicts(List<RunEffects> runs) {
    return verdicts(runs, CONTEXT.scope().delta());
  }

  private static List<Verdict> verdicts(List<RunEffects> runs, double floor) {
    return TestStudy.verdicts(runs, floor);
  }

  private static RunEffects effects(Map<String, double[]> columns, Map<String, double[]> phases) {
    return TestStudy.effects(new RunTelemetry(columns, phases), CONTEXT);
  }

  private static double[] column(int cycles, IntToDoubleFunction value) {
    return IntStream.range(0, cycles).mapToDouble(value).toArray();
  }
}
