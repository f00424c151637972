package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.RunRecord;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verdicts of real studies against the same figures worked out here, another way, from the table of
 * runs and from the telemetry.
 */
class VerdictFiguresIT {

  // In runs of fewer than 15 cycles nothing is taken for a period, in which windows would be whole.
  private static final String ABLATION =
      """
      study: ablation
      cycles: 14
      replications: 3
      seed: 3
      isolation: thread
      fixed: {max_agents: 5, warmup: 0s}
      experiments:
        switches:
          factors:
            sampling: [per-agent, cached]
            persistence: [per-sample, batched]
            retention: [all, latest]
      """;

  private static final String PAIRS =
      """
      study: pairs
      cycles: 14
      replications: 5
      seed: 3
      criteria: paper8
      isolation: thread
      fixed: {max_agents: 5, warmup: 0s}
      experiments:
        before:
          fixed: {variant: unoptimized, pooling: off}
          factors: {frequency: [low, high]}
        after:
          fixed: {variant: optimized}
          factors: {frequency: [low, high], pooling: [off, on]}
      """;

  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  /** A run's record beside its row of the table of runs. */
  private record Run(RunRecord record, Row figures) {

    double number(String column) {
      return ((Number) figures.getAs(column)).doubleValue();
    }
  }

  @TempDir private static Path directory;
  private static final Map<String, JsonNode> ANALYSES = new TreeMap<>();
  private static final Map<String, List<Run>> RUNS = new TreeMap<>();
  private static final Map<String, Double> RESIDUALS = new TreeMap<>();
  private static final Map<String, Double> OFF_CPU_GROWTH = new TreeMap<>();
  private static final StringWriter OUT = new StringWriter();

  @BeforeAll
  static void analyse() throws IOException {
    for (String text : List.of(ABLATION, PAIRS)) {
      Path study = Files.writeString(directory.resolve("study.yaml"), text);
      PrintWriter out = new PrintWriter(OUT, true);
      assertEquals(
          0,
          Main.run(
              out, out, "run", "--details", study.toString(), "--workspace", directory.toString()));
    }
    for (String name : List.of("ablation", "pairs")) {
      Path analysis = directory.resolve(name).resolve("analysis/analysis.json");
      ANALYSES.put(name, new ObjectMapper().readTree(analysis.toFile()));
    }
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      for (String name : List.of("ablation", "pairs")) {
        RUNS.put(name, runs(spark, name));
      }
      spark.read().parquet(directory + "/pairs/telemetry").collectAsList().stream()
          .collect(Collectors.groupingBy(row -> row.<String>getAs("run_id")))
          .forEach(
              (run, cycles) -> {
                RESIDUALS.put(run, residualDeviation(cycles));
                OFF_CPU_GROWTH.put(run, offCpuGrowth(cycles));
              });
    }
  }

  private static List<Run> runs(SparkSession spark, String study) {
    Map<String, Row> figures =
        spark
            .read()
            .parquet(directory + "/" + study + "/analysis/run_summary")
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getAs("run_id"), row -> row));
    return Workspace.open(directory.toString()).study(study).records().stream()
        .map(record -> new Run(record, figures.get(record.runId())))
        .toList();
  }

  @Test
  void the_savings_of_switches_are_their_means_over_all_orders() {
    JsonNode ablation = ANALYSES.get("ablation").at("/ablation");
    double[][] cells = cells(run -> run.number("mean_nanos"));
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      int own = i;
      double[] saved = perSeed(cells, seed -> shapley(seed, own));
      assertEstimate(saved, ablation.at("/contributions/" + i + "/shapleyNanos"));
      sum += ablation.at("/contributions/" + i + "/shapleyNanos/value").asDouble();
    }
    double[] whole = perSeed(cells, seed -> seed[0] - seed[7]);
    assertEstimate(whole, ablation.at("/experiments/0/savedNanos"));
    assertEquals(ablation.at("/experiments/0/savedNanos/value").asDouble(), sum, 1e-6 * sum);
    assertTrue(ablation.at("/experiments/0/samePath").asBoolean());
    assertEquals(28, ablation.at("/effects").size());
  }

  @Test
  void reading_the_host_once_a_cycle_saves_time() {
    JsonNode sampling = ANALYSES.get("ablation").at("/ablation/contributions/0");
    assertEquals("sampling", sampling.at("/name").asText());
    assertEquals("per-agent", sampling.at("/from").asText());
    assertTrue(sampling.at("/shapleyNanos/value").asDouble() > 0, sampling.toString());
    assertTrue(OUT.toString().contains("Which switch does what"), OUT.toString());
    assertTrue(OUT.toString().contains("sampling per-agent → cached"), OUT.toString());
  }

  @Test
  void interactions_are_half_of_how_much_a_switch_changes_another() {
    double[][] cells = cells(run -> run.number("mean_nanos"));
    double[] expected =
        perSeed(
            cells,
            c -> {
              double persistenceSlow = (c[0] + c[4] - c[1] - c[5]) / 2;
              double persistenceFast = (c[2] + c[6] - c[3] - c[7]) / 2;
              return (persistenceFast - persistenceSlow) / 2;
            });
    assertEstimate(expected, effect("sampling × persistence", "saved-nanos"));
  }

  @Test
  void the_effect_on_growth_is_that_of_late_and_early() {
    double[][] cells = cells(run -> run.number("late_nanos") / run.number("early_nanos") - 1);
    double[] expected =
        perSeed(cells, c -> (c[4] + c[5] + c[6] + c[7] - c[0] - c[1] - c[2] - c[3]) / 4);
    JsonNode effect = ANALYSES.get("ablation").at("/growthEffects/2");
    assertEquals("retention", effect.at("/factor").asText());
    assertEquals("switches", effect.at("/experiment").asText());
    assertEstimate(expected, effect.at("/difference"));
    assertEstimate(expected, effect("retention", "acceleration"));
  }

  @Test
  void the_speed_up_is_that_of_matched_runs() {
    JsonNode verdict = ANALYSES.get("pairs").at("/phase1b/verdict");
    assertEquals(10, verdict.at("/pairs").asInt());
    double[] logs = logRatios(run -> run.number("mean_nanos"));
    assertRatio(logs, -1, verdict.at("/speedup/ratio"));
    assertRatio(logRatios(run -> run.number("sd_nanos")), 1, verdict.at("/variance/sdRatio"));
    assertEquals(
        ANALYSES.get("pairs").at("/phase1b/speedup/ratio").asDouble(),
        verdict.at("/speedup/ratio/value").asDouble()
            * verdict.at("/speedup/composition").asDouble(),
        1e-9);
    assertEquals("confirmed", verdict.at("/equivalence/decision").asText());
    assertTrue(
        OUT.toString().contains("The paper's prediction over 10 pairs of matched runs, 5 seeds"));
  }

  @Test
  void the_variation_without_work_is_that_of_a_regressions_residuals() {
    assertRatio(
        logRatios(run -> RESIDUALS.get(run.record().runId()) / run.number("mean_nanos")),
        1,
        ANALYSES.get("pairs").at("/phase1b/verdict/variance/cvWithoutWorkRatio"));
  }

  /** Collections belong to a process, which these runs share. */
  @Test
  void the_growth_of_time_off_the_core_is_an_overlay_and_that_of_collections_is_not_there() {
    Map<Integer, Double> bySeed =
        RUNS.get("pairs").stream()
            .filter(run -> run.record().experiment().equals("before"))
            .collect(
                Collectors.groupingBy(
                    run -> run.record().replication(),
                    TreeMap::new,
                    Collectors.averagingDouble(run -> OFF_CPU_GROWTH.get(run.record().runId()))));
    SummaryStatistics values = new SummaryStatistics();
    bySeed.values().forEach(values::addValue);
    JsonNode overlays = ANALYSES.get("pairs").at("/experiments/0/growth/overlays");
    assertEquals(1, overlays.size());
    assertEquals("off-CPU", overlays.at("/0/name").asText());
    assertFigure(values.getMean(), overlays.at("/0/nanos"));
    assertFigure(values.getMean() - halfWidth(values), overlays.at("/0/interval/0"));
    assertTrue(OUT.toString().contains("are no part of the sum"), OUT.toString());
  }

  @Test
  void matched_runs_have_the_same_effects_on_outputs() {
    JsonNode effects = ANALYSES.get("pairs").at("/phase1b/verdict/factorEffects");
    // Population, patterns, and the mean population that the program reports itself.
    assertEquals(3, effects.size());
    assertEquals("frequency", effects.at("/0/factor").asText());
    assertEquals("0.05", effects.at("/0/from").asText());
    assertEquals(effects.at("/1/unoptimized"), effects.at("/1/matched"));
    double patterns =
        meanOf(RUNS.get("pairs"), "before", "high") - meanOf(RUNS.get("pairs"), "before", "low");
    assertEquals(patterns, effects.at("/1/unoptimized/value").asDouble(), 1e-9);
  }

  private static double meanOf(List<Run> runs, String experiment, String frequency) {
    return runs.stream()
        .filter(run -> run.record().experiment().equals(experiment))
        .filter(run -> run.record().levels().get("frequency").equals(frequency))
        .mapToDouble(run -> run.number("patterns_at_end"))
        .average()
        .orElseThrow();
  }

  /** One line a seed; sampling is bit 0, persistence bit 1, retention bit 2. */
  private static double[][] cells(ToDoubleFunction<Run> value) {
    Map<Integer, double[]> cells = new TreeMap<>();
    for (Run run : RUNS.get("ablation")) {
      Map<String, String> levels = run.record().levels();
      int cell =
          (levels.get("sampling").equals("cached") ? 1 : 0)
              + (levels.get("persistence").equals("batched") ? 2 : 0)
              + (levels.get("retention").equals("latest") ? 4 : 0);
      cells.computeIfAbsent(run.record().replication(), seed -> new double[8])[cell] =
          value.applyAsDouble(run);
    }
    return cells.values().toArray(double[][]::new);
  }

  private static double shapley(double[] cells, int own) {
    double saved = 0;
    for (int[] order : ORDERS) {
      int on = 0;
      for (int next : order) {
        if (next == own) {
          saved += (cells[on] - cells[on | 1 << next]) / ORDERS.length;
        }
        on |= 1 << next;
      }
    }
    return saved;
  }

  private static double[] perSeed(double[][] cells, ToDoubleFunction<double[]> value) {
    return Arrays.stream(cells).mapToDouble(value).toArray();
  }

  private static JsonNode effect(String name, String measure) {
    for (JsonNode effect : ANALYSES.get("ablation").at("/ablation/effects")) {
      if (effect.at("/name").asText().equals(name)
          && effect.at("/measure").asText().equals(measure)) {
        return effect.at("/estimate");
      }
    }
    throw new AssertionError("no effect of " + name + " on " + measure);
  }

  /** Logarithms of optimized by unoptimized runs without pooling, the mean of each seed. */
  private static double[] logRatios(ToDoubleFunction<Run> value) {
    Map<Integer, Double> sums = new TreeMap<>();
    for (Run run : RUNS.get("pairs")) {
      if (run.record().parameters().get("pooling").equals("off")) {
        double log = Math.log(value.applyAsDouble(run)) / 2;
        sums.merge(
            run.record().replication(),
            run.record().experiment().equals("after") ? log : -log,
            Double::sum);
      }
    }
    return sums.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double residualDeviation(List<Row> cycles) {
    OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
    double[] wall = column(cycles, "wall_nanos");
    double[] population = column(cycles, "population");
    double[] clusters = column(cycles, "clusters");
    List<double[]> varying =
        Stream.of(population, clusters)
            .filter(x -> DoubleStream.of(x).distinct().count() > 1)
            .toList();
    double[][] rows = new double[wall.length][varying.size()];
    for (int i = 0; i < wall.length; i++) {
      for (int j = 0; j < varying.size(); j++) {
        rows[i][j] = varying.get(j)[i];
      }
    }
    fit.newSampleData(wall, rows);
    return Math.sqrt(fit.calculateResidualSumOfSquares() / wall.length);
  }

  /** Of the four last cycles of 20 minus the four first. */
  private static double offCpuGrowth(List<Row> cycles) {
    double growth = 0;
    for (Row cycle : cycles) {
      double cpu = ((Number) cycle.getAs("cpu_nanos")).doubleValue();
      double off = Math.max(0, ((Number) cycle.getAs("wall_nanos")).doubleValue() - cpu);
      long position = ((Number) cycle.getAs("cycle")).longValue();
      growth += position >= 11 ? off / 3 : position < 2 ? -off / 2 : 0;
    }
    return growth;
  }

  private static double[] column(List<Row> rows, String name) {
    return rows.stream().mapToDouble(row -> ((Number) row.getAs(name)).doubleValue()).toArray();
  }

  private static void assertRatio(double[] logarithms, double sign, JsonNode actual) {
    SummaryStatistics values = new SummaryStatistics();
    DoubleStream.of(logarithms).forEach(log -> values.addValue(sign * log));
    double half = halfWidth(values);
    assertFigure(Math.exp(values.getMean()), actual.at("/value"));
    assertFigure(Math.exp(values.getMean() - half), actual.at("/low"));
    assertFigure(Math.exp(values.getMean() + half), actual.at("/high"));
  }

  private static void assertEstimate(double[] expected, JsonNode actual) {
    SummaryStatistics values = new SummaryStatistics();
    DoubleStream.of(expected).forEach(values::addValue);
    double half = halfWidth(values);
    assertFigure(values.getMean(), actual.at("/value"));
    assertFigure(values.getMean() - half, actual.at("/low"));
    assertFigure(values.getMean() + half, actual.at("/high"));
  }

  private static double halfWidth(SummaryStatistics values) {
    return new TDistribution(values.getN() - 1.0).inverseCumulativeProbability(0.975)
        * values.getStandardDeviation()
        / Math.sqrt((double) values.getN());
  }

  private static void assertFigure(double expected, JsonNode actual) {
    assertTrue(actual.isNumber(), actual.toString());
    assertEquals(expected, actual.asDouble(), 1e-6 * Math.abs(expected) + 1e-9);
  }
}
