package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.causes.AttributionAnalysis.Exposure;
import dev.runvar.causes.RunEffects.BesideClaims;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.result.Attribution;
import dev.runvar.result.Attribution.Share;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionAnalysisTest {

  private static final int CYCLES = 200;
  private static final RunContext CONTEXT = RunContext.of(TestStudy.SCOPE);

  /**
   * {@code c = np.arange(200.); T = np.asarray(patsy.dmatrix("cr(x, knots=k, lower_bound=0,
   * upper_bound=199) - 1", {"x": c, "k": [8, 16, 50, 75, 100, 125, 150, 175]}))}; {@code p = c * 7
   * % 11; d = 10 * c + 300 * (c * c % 17); w = c ** 3 % 13; u = c * 5 % 13 + w / 2; o = 40 + c * 3
   * % 19}; {@code y = 1000 + 2 * c + 5 * p + d / 100 + 3 * w + o + 3 * (c ** 4 % 23)}; {@code C =
   * np.corrcoef(sm.OLS(np.column_stack([d, p, o, w, u, y]), T).fit().resid.T)}; the mean over all
   * orders of the groups {@code [0], [1], [2], [3, 4]} of what {@code C[5, s] @ np.linalg.solve(
   * C[np.ix_(s, s)], C[s, 5])} gains by a group, and of each group the largest 1 / (1 − the same of
   * a variable on the other groups); patsy 1.0.3, statsmodels 0.15.0, NumPy 2.4.6.
   */
  @Test
  void shares_are_those_of_correlations_beside_the_trend() {
    Attribution attribution = attribution(run(1, mixed()));
    assertEquals(
        List.of("size of the database", "number of patterns", "off-CPU", "work"),
        attribution.shares().stream().map(Share::name).toList());
    double[] shares = {
      0.2754655106645182, 0.2607158648816653, 0.027479189271356542, 0.16595939234983229
    };
    double[] inflation = {
      1.0003585547744114, 1.0010390239652018, 1.0071431646473046, 1.0051537730064846
    };
    for (int i = 0; i < shares.length; i++) {
      Share share = attribution.shares().get(i);
      assertEquals(shares[i], share.share().value(), 1e-12);
      assertEquals(inflation[i], share.varianceInflation(), 1e-12);
      assertNull(share.hindrance());
    }
    assertEquals(0.7296199571673724, attribution.rSquared().value(), 1e-12);
    assertNull(attribution.rSquared().low());
  }

  /** Of two exposures ρ² is 1 − 1 / VIF. */
  @Test
  void a_non_cause_is_credited_with_half_its_squared_correlation() {
    double[] cause = column(c -> c * 7 % 11);
    Map<String, double[]> columns = new HashMap<>();
    columns.put("patterns", cause);
    columns.put("database_bytes", column(c -> 300 * cause[c] + 200 * (c * c % 17)));
    columns.put("wall_nanos", column(c -> 1_000 + c + 5 * cause[c]));
    Attribution attribution = attribution(run(1, columns));
    Share bystander = attribution.shares().get(0);
    double squared = 1 - 1 / bystander.varianceInflation();
    assertTrue(squared > 0.2 && squared < 0.8, attribution.toString());
    assertEquals(squared / 2, bystander.share().value(), 1e-12);
    assertEquals(1 - squared / 2, attribution.shares().get(1).share().value(), 1e-12);
  }

  /**
   * {@code scipy.stats.ttest_1samp([(0.2 + 0.4) / 2, 0.5, 0.4], 0).confidence_interval(0.95)},
   * SciPy 1.17.1; the median of 1, 2, 3 and 5.
   */
  @Test
  void shares_are_over_seeds_and_inflation_is_the_median_of_runs() {
    Attribution attribution =
        attribution(shared(1, 0.2, 1), shared(1, 0.4, 2), shared(2, 0.5, 3), shared(3, 0.4, 5));
    Share share = attribution.shares().get(0);
    assertEquals(0.4, share.share().value(), 1e-12);
    assertEquals(0.15158622882496706, share.share().low(), 1e-8);
    assertEquals(0.6484137711750331, share.share().high(), 1e-8);
    assertEquals(2.5, share.varianceInflation(), 1e-12);
  }

  @Test
  void a_copy_cannot_be_told_from_the_others_and_a_trend_not_from_time() {
    Map<String, double[]> columns = mixed();
    columns.put("database_bytes", column(c -> 4_096.0 * c));
    columns.put("population", Arrays.stream(columns.get("patterns")).map(p -> 2 * p).toArray());
    columns.remove("clusters");
    List<Share> shares = attribution(run(1, columns)).shares();
    assertEquals(
        Arrays.asList(
            "cannot be separated from time",
            "cannot be separated from the others",
            null,
            "cannot be separated from the others"),
        shares.stream().map(Share::hindrance).toList());
    assertNull(shares.get(0).share());
    assertNull(shares.get(0).varianceInflation());
    assertTrue(shares.get(1).varianceInflation() > 1e5, shares.toString());
  }

  @Test
  void columns_that_are_absent_constant_or_hardly_read_are_left_out() {
    Map<String, double[]> columns = mixed();
    columns.put("database_bytes", column(c -> 7));
    columns.put("cpu_nanos", column(c -> Double.NaN));
    columns.put("clusters", column(c -> 3));
    columns.put("population", column(c -> c % (CYCLES / 8) == 1 ? c * c % 7 : Double.NaN));
    assertEquals(
        List.of("number of patterns"),
        attribution(run(1, columns)).shares().stream().map(Share::name).toList());
    columns.remove("patterns");
    assertNull(attribution(run(1, columns)));
  }

  @Test
  void a_runtime_that_is_a_mere_trend_has_nothing_to_explain() {
    Map<String, double[]> columns = mixed();
    columns.put("wall_nanos", column(c -> 1_000 + 3.0 * c));
    columns.put("cpu_nanos", column(c -> 1_000 + 3.0 * c));
    assertNull(attribution(run(1, columns)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 8, 99})
  void under_a_hundred_cycles_there_is_none(int cycles) {
    Map<String, double[]> columns = mixed();
    columns.replaceAll((name, values) -> Arrays.copyOf(values, cycles));
    assertNull(attribution(run(1, columns)));
  }

  private static Map<String, double[]> mixed() {
    Map<String, double[]> columns = new HashMap<>();
    double[] patterns = column(c -> c * 7 % 11);
    double[] database = column(c -> 10.0 * c + 300 * (c * c % 17));
    double[] population = column(c -> (long) c * c * c % 13);
    double[] off = column(c -> 40 + c * 3 % 19);
    double[] wall =
        column(
            c ->
                1_000
                    + 2.0 * c
                    + 5 * patterns[c]
                    + database[c] / 100
                    + 3 * population[c]
                    + off[c]
                    + 3 * ((long) c * c * c * c % 23));
    columns.put("patterns", patterns);
    columns.put("database_bytes", database);
    columns.put("population", population);
    columns.put("clusters", column(c -> c * 5 % 13 + population[c] / 2));
    columns.put("wall_nanos", wall);
    columns.put("cpu_nanos", column(c -> wall[c] - off[c]));
    return columns;
  }

  private static RunEffects run(int seed, Map<String, double[]> columns) {
    return TestStudy.effects(seed, new RunTelemetry(columns, Map.of()), CONTEXT);
  }

  private static RunEffects shared(int seed, double share, double inflation) {
    return new RunEffects(
        "r" + seed,
        seed,
        CYCLES,
        null,
        new DataNotes.OfRun(false, 0),
        null,
        new BesideClaims(
            null,
            null,
            new AttributionAnalysis.OfRun(1, Map.of("work", new Exposure(0.9, share, inflation)))),
        null,
        null);
  }

  private static Attribution attribution(RunEffects... runs) {
    return AttributionAnalysis.of(TestStudy.SCOPE, new Replicates(List.of(runs), 0.01));
  }

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, CYCLES).mapToDouble(value).toArray();
  }
}
