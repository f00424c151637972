package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.result.CauseResults;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole answers to studies that are too small, or in which something is missing or impossible. */
class EdgeCasesTest {

  private static final RunContext CONTEXT = RunContext.of(TestStudy.SCOPE);

  private static final List<String> NO_VERDICT = nothing("not-measurable");

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void a_few_runs_have_estimates_and_no_verdict(int seeds) {
    CauseResults results = answer(lengths(seeds, 200), column -> column);
    assertEquals(NO_VERDICT, decisions(results));
    assertEquals(
        (seeds == 1 ? "one seed is" : seeds + " seeds are") + " too few: a verdict needs 5",
        results.causes().get(0).verdict().reason());
    assertEquals(seeds, results.attribution().rSquared().seeds());
    assertEquals(seeds == 1, results.attribution().rSquared().low() == null);
  }

  @Test
  void eight_cycles_have_no_figures_beside_the_trend() {
    CauseResults results = answer(lengths(6, 8), column -> column);
    assertEquals(NO_VERDICT, decisions(results));
    assertNull(results.attribution());
  }

  @Test
  void enough_of_everything_has_verdicts() {
    assertEquals(nothing("not-supported"), decisions(answer(lengths(6, 200), column -> column)));
  }

  @Test
  void the_shortest_of_unequal_runs_decides_whether_there_is_a_verdict() {
    assertEquals(
        nothing("not-supported"),
        decisions(answer(new int[] {100, 101, 150, 200, 333}, column -> column)));
    CauseResults tooShort = answer(new int[] {12, 101, 150, 200, 333}, column -> column);
    assertEquals(NO_VERDICT, decisions(tooShort));
    assertEquals(
        "12 cycles are too few: a verdict needs 100 in each run",
        tooShort.causes().get(0).verdict().reason());
  }

  /** A throttle count that stands still is an answer. */
  @Test
  void constants_explain_nothing() {
    CauseResults results = answer(lengths(6, 200), EdgeCasesTest::constant);
    assertEquals(
        List.of(
            "not-measurable",
            "not-measurable",
            "not-measurable",
            "not-supported",
            "not-measurable"),
        decisions(results));
    assertNull(results.attribution());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1})
  void runs_whose_times_are_all_impossible_have_no_cycles(double time) {
    List<RunEffects> runs =
        runs(lengths(6, 200), columns -> with(columns, "wall_nanos", filled(200, time)));
    assertTrue(runs.stream().allMatch(run -> run.cycles() == 0));
    CauseResults results = answer(runs);
    assertEquals(NO_VERDICT, decisions(results));
    assertNull(results.attribution());
  }

  @Test
  void columns_without_a_value_are_as_absent_ones() {
    CauseResults empty =
        answer(lengths(6, 200), columns -> replaced(columns, filled(200, Double.NaN)));
    CauseResults absent =
        answer(
            lengths(6, 200), columns -> Map.of(RunTelemetry.WALL, columns.get(RunTelemetry.WALL)));
    assertEquals(absent, empty);
    assertEquals(NO_VERDICT, decisions(absent));
    assertNull(absent.attribution());
    assertNull(absent.garbageCollection());
  }

  private static CauseResults answer(int[] lengths, UnaryOperator<Map<String, double[]>> change) {
    return answer(runs(lengths, change));
  }

  private static CauseResults answer(List<RunEffects> runs) {
    return CauseAnalysis.of("e", runs, List.of(), Interventions.NONE, TestStudy.SCOPE);
  }

  private static List<RunEffects> runs(int[] lengths, UnaryOperator<Map<String, double[]>> change) {
    SplittableRandom random = new SplittableRandom(7);
    return TestStudy.effects(
        IntStream.of(lengths)
            .mapToObj(length -> new RunTelemetry(change.apply(columns(length, random)), Map.of()))
            .toList(),
        CONTEXT);
  }

  /** Every column is noise of its own about a level, so that nothing causes anything. */
  private static Map<String, double[]> columns(int cycles, SplittableRandom random) {
    Map<String, double[]> columns = new HashMap<>();
    Stream.concat(RunTelemetry.COLUMNS.stream(), AnalysisScope.PROGRAM_COLUMNS.stream())
        .sorted()
        .forEach(
            name ->
                columns.put(
                    name, random.doubles(cycles).map(value -> 1_000 + 10 * value).toArray()));
    columns.put("probe_number", IntStream.range(0, cycles).mapToDouble(c -> c).toArray());
    columns.put("cpu_temperature_celsius", filled(cycles, 50));
    columns.put("throttle_count", IntStream.range(0, cycles).mapToDouble(c -> c * c % 5).toArray());
    columns.remove("gc_count");
    columns.remove("gc_nanos");
    return columns;
  }

  private static Map<String, double[]> constant(Map<String, double[]> columns) {
    Map<String, double[]> constant = new HashMap<>();
    columns.forEach((name, values) -> constant.put(name, filled(values.length, 7)));
    return constant;
  }

  private static Map<String, double[]> with(
      Map<String, double[]> columns, String name, double[] values) {
    Map<String, double[]> changed = new HashMap<>(columns);
    changed.put(name, values);
    return changed;
  }

  private static Map<String, double[]> replaced(Map<String, double[]> columns, double[] values) {
    Map<String, double[]> replaced = new HashMap<>();
    columns.forEach((name, old) -> replaced.put(name, values));
    replaced.put(RunTelemetry.WALL, columns.get(RunTelemetry.WALL));
    return replaced;
  }

  private static int[] lengths(int runs, int cycles) {
    int[] lengths = new int[runs];
    Arrays.fill(lengths, cycles);
    return lengths;
  }

  private static double[] filled(int cycles, double value) {
    double[] values = new double[cycles];
    Arrays.fill(values, value);
    return values;
  }

  private static List<String> nothing(String decision) {
    return List.of(decision, decision, decision, decision, decision);
  }

  private static List<String> decisions(CauseResults results) {
    return TestStudy.CAUSES.stream()
        .flatMap(name -> results.causes().stream().filter(cause -> cause.name().equals(name)))
        .map(cause -> cause.verdict().decision())
        .toList();
  }
}
