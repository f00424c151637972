package dev.runvar.spark;

import dev.runvar.hypothesis.AblationAnalysis;
import dev.runvar.hypothesis.Analysis;
import dev.runvar.hypothesis.Analysis.ExperimentResult;
import dev.runvar.hypothesis.Analysis.Phase1a;
import dev.runvar.hypothesis.CauseAnalysis;
import dev.runvar.hypothesis.Classification;
import dev.runvar.hypothesis.Design;
import dev.runvar.hypothesis.ExperimentFigures;
import dev.runvar.hypothesis.GrowthEffect;
import dev.runvar.hypothesis.Interventions;
import dev.runvar.hypothesis.OptimizationAnalysis;
import dev.runvar.hypothesis.PooledFigures;
import dev.runvar.hypothesis.RunEffects;
import dev.runvar.hypothesis.RunFigures;
import dev.runvar.hypothesis.RuntimeSeries;
import dev.runvar.statistics.LeastSquares;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Experiment;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.telemetry.InstrumentCost;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Turns the committed telemetry of a study into tables and an analysis. */
final class AnalyzeJob {

  /** Above this many rows a rank correlation looks at every k-th cycle only. */
  private static final long RANKED_ROWS = 5_000_000;

  private static final int SERIES_BINS = 500;

  private final SparkSession spark;
  private final StudyStore store;

  private AnalyzeJob(SparkSession spark, StudyStore store) {
    this.spark = spark;
    this.store = store;
  }

  /**
   * Analyses what is committed at this moment, and writes the tables beside it.
   *
   * @param plan the runs of the study
   */
  static StudyAnswer run(SparkSession spark, StudyStore store, Study study, List<RunSpec> plan) {
    spark.sparkContext().setJobDescription("runvar analyze " + study.name());
    return new AnalyzeJob(spark, store).analyze(study, plan);
  }

  private StudyAnswer analyze(Study study, List<RunSpec> plan) {
    List<RunRecord> records = records(plan);
    Analysis.Rules rules = StudyRules.of(study);
    Analysis.Runs counts = counts(plan, records);
    List<RunFigures> runs = List.of();
    Map<RunRecord, RunEffects> effects = Map.of();
    Phase1a phase1a = null;
    RuntimeSeries series = new RuntimeSeries(RuntimeSeries.SCHEMA, List.of());
    if (counts.ok() > 0) {
      StudyViews.create(spark, store);
      runs = runFigures();
      effects = effects(records, rules);
      phase1a =
          phase1a(
              study.observed().id(),
              effects,
              unfinished(records, study),
              new Interventions(Designs.of(study), runs),
              rules);
      series = series();
    }
    Map<String, List<RunFigures>> byExperiment =
        runs.stream().collect(Collectors.groupingBy(RunFigures::experiment));
    List<Design> designs = Designs.of(study);
    Map<RunRecord, RunEffects> effectsOfRuns = effects;
    Analysis analysis =
        new Analysis(
            Analysis.SCHEMA,
            study.name(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            rules,
            counts,
            instrument(records),
            study.experiments().stream()
                .map(
                    e ->
                        result(
                                e,
                                byExperiment.getOrDefault(e.id(), List.of()),
                                effectsOf(e.id(), effectsOfRuns))
                            .withClassification(classification(e, effectsOfRuns)))
                .toList(),
            phase1a,
            OptimizationAnalysis.of(
                runsOf(study.compare().unoptimized(), runs),
                runsOf(study.compare().optimized(), runs)),
            AblationAnalysis.of(designs, runs, rules.delta()),
            designs.stream().flatMap(d -> growthEffects(d, byExperiment).stream()).toList());
    return new StudyAnswer(analysis, series);
  }

  private List<RunRecord> records(List<RunSpec> plan) {
    Set<String> planned = plan.stream().map(RunSpec::runId).collect(Collectors.toSet());
    return store.records().stream().filter(record -> planned.contains(record.runId())).toList();
  }

  /** Nothing without runs that took any time. */
  private static Analysis.Instrument instrument(List<RunRecord> records) {
    double runNanos =
        1e6 * records.stream().mapToLong(r -> r.endedUnixMillis() - r.startedUnixMillis()).sum();
    if (runNanos == 0) {
      return null;
    }
    Map<String, Double> parts = new LinkedHashMap<>();
    for (RunRecord record : records) {
      for (InstrumentCost cost : record.instrument()) {
        parts.merge(cost.part(), cost.nanos() / runNanos, Double::sum);
      }
    }
    double share = parts.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Analysis.Instrument(share, parts);
  }

  private static Analysis.Runs counts(List<RunSpec> plan, List<RunRecord> records) {
    int ok = (int) records.stream().filter(record -> record.outcome() == Outcome.OK).count();
    int incomplete = (int) records.stream().filter(RunRecord::cutShort).count();
    return new Analysis.Runs(plan.size(), records.size(), ok, records.size() - ok, incomplete);
  }

  private static ExperimentResult result(
      Experiment experiment, List<RunFigures> runs, List<RunEffects> effects) {
    return ExperimentFigures.of(
        experiment.id(), experiment.label(), experiment.variant(), runs, effects);
  }

  private static List<RunEffects> effectsOf(String experiment, Map<RunRecord, RunEffects> effects) {
    return effects.entrySet().stream()
        .filter(run -> run.getKey().experiment().equals(experiment))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<GrowthEffect> growthEffects(
      Design design, Map<String, List<RunFigures>> byExperiment) {
    return GrowthEffect.of(design, byExperiment.getOrDefault(design.experiment(), List.of()));
  }

  private static List<RunFigures> runsOf(List<String> experiments, List<RunFigures> runs) {
    return runs.stream().filter(run -> experiments.contains(run.experiment())).toList();
  }

  /** One row a run comes to the driver, never a cycle. */
  private List<RunFigures> runFigures() {
    List<Row> phases = table("phase_summary").collectAsList();
    Map<String, Map<String, Double>> early = new HashMap<>();
    Map<String, Map<String, Double>> late = new HashMap<>();
    for (Row row : phases) {
      put(early, row, "early_nanos");
      put(late, row, "late_nanos");
    }
    Map<String, Row> committed =
        spark
            .sql("SELECT runId, trajectory, levels, parameters FROM committed_runs")
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getString(0), Function.identity()));
    return table("run_summary").collectAsList().stream()
        .map(
            row -> {
              String runId = row.getAs("run_id");
              return RunRows.figures(
                  row,
                  committed.get(runId),
                  early.getOrDefault(runId, Map.of()),
                  late.getOrDefault(runId, Map.of()));
            })
        .toList();
  }

  private static void put(Map<String, Map<String, Double>> phases, Row row, String column) {
    Double nanos = RunRows.number(row, column);
    if (nanos != null) {
      phases
          .computeIfAbsent(row.getAs("run_id"), id -> new HashMap<>())
          .put(row.getAs("phase"), nanos);
    }
  }

  private RuntimeSeries series() {
    Map<String, List<RuntimeSeries.Bin>> bins = new LinkedHashMap<>();
    spark
        .sql(SqlScript.text("runtime_series", Map.of()), Map.of("bins", SERIES_BINS))
        .collectAsList()
        .forEach(
            row ->
                bins.computeIfAbsent(row.getAs("experiment"), id -> new ArrayList<>())
                    .add(RunRows.bin(row)));
    return new RuntimeSeries(
        RuntimeSeries.SCHEMA,
        bins.entrySet().stream()
            .map(e -> new RuntimeSeries.ExperimentSeries(e.getKey(), e.getValue()))
            .toList());
  }

  /** Computes a table once: it is written, and read back from there. */
  private Dataset<Row> table(String name) {
    String location = store.location("analysis", name);
    Dataset<Row> rows = spark.sql(SqlScript.text(name, Map.of())).repartition(1);
    try {
      rows.write().mode(SaveMode.Overwrite).parquet(location);
    } catch (Exception e) {
      // Scala declares no exceptions: what Spark throws here is a checked one as well.
      throw causeOf(e, IOException.class)
          .<RuntimeException>map(store::cannotUse)
          .orElseGet(() -> new IllegalStateException("Cannot compute the table " + name, e));
    }
    return spark.read().parquet(location);
  }

  private static <T> Optional<T> causeOf(Throwable error, Class<T> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  private Map<RunRecord, RunEffects> effects(List<RunRecord> records, Analysis.Rules rules) {
    List<RunRecord> timed =
        records.stream()
            .filter(r -> r.outcome() == Outcome.OK)
            .filter(r -> r.instrumentation() != Instrumentation.READINGS)
            .toList();
    List<RunEffects> effects = EffectsJob.run(spark, store, rules, timed);
    Map<RunRecord, RunEffects> byRecord = new LinkedHashMap<>();
    for (int i = 0; i < timed.size(); i++) {
      byRecord.put(timed.get(i), effects.get(i));
    }
    return byRecord;
  }

  private static List<RunRecord> unfinished(List<RunRecord> records, Study study) {
    return records.stream()
        .filter(r -> r.outcome().isUnfinished())
        .filter(r -> r.experiment().equals(study.observed().id()))
        .toList();
  }

  private static Map<String, Integer> classification(
      Experiment experiment, Map<RunRecord, RunEffects> effects) {
    return Classification.of(
        effects.entrySet().stream()
            .filter(run -> run.getKey().experiment().equals(experiment.id()))
            .collect(
                Collectors.groupingBy(
                    run -> run.getKey().levels(),
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
            .values());
  }

  private Phase1a phase1a(
      String experiment,
      Map<RunRecord, RunEffects> effects,
      List<RunRecord> unfinished,
      Interventions interventions,
      Analysis.Rules rules) {
    Row moments =
        spark
            .sql(SqlScript.text("phase1a_moments", Map.of()), Map.of("experiment", experiment))
            .first();
    long cycles = moments.getAs("cycles");
    if (cycles == 0) {
      return null;
    }
    long step = Math.max(1, (cycles + RANKED_ROWS - 1) / RANKED_ROWS);
    RankedPairs ranked = ranked(experiment, step);
    return CauseAnalysis.of(
        experiment,
        new PooledFigures(
            ranked.cpuRank(),
            ranked.memoryRank(),
            step,
            cycleSquared(moments),
            line(moments, "database"),
            line(moments, "patterns")),
        effectsOf(experiment, effects),
        EffectsJob.run(spark, store, rules, unfinished),
        interventions,
        rules);
  }

  private RankedPairs ranked(String experiment, long step) {
    return spark
        .sql(
            SqlScript.text("phase1a_ranked", Map.of()),
            Map.of("experiment", experiment, "step", step))
        .repartition(1)
        .javaRDD()
        .mapPartitions(rows -> List.of(RankedPairs.of(rows)).iterator())
        .first();
  }

  private static Optional<LeastSquares> cycleSquared(Row moments) {
    double[] means = {
      moments.getAs("mean_cycle"), moments.getAs("mean_square"), moments.getAs("mean_wall")
    };
    double cycleSquare = moments.getAs("cov_cycle_square");
    double cycleWall = moments.getAs("cov_cycle_wall");
    double squareWall = moments.getAs("cov_square_wall");
    double[][] covariance = {
      {moments.getAs("var_cycle"), cycleSquare, cycleWall},
      {cycleSquare, moments.getAs("var_square"), squareWall},
      {cycleWall, squareWall, moments.getAs("var_wall")}
    };
    return LeastSquares.ofMoments(moments.getAs("cycles"), means, covariance);
  }

  private static Optional<PooledFigures.Line> line(Row moments, String exposure) {
    long n = moments.getAs(exposure + "_cycles");
    if (n == 0) {
      return Optional.empty();
    }
    double[] means = {moments.getAs(exposure + "_mean"), moments.getAs(exposure + "_mean_wall")};
    double shared = RunRows.number(moments, exposure + "_sxy") / n;
    double[][] covariance = {
      {RunRows.number(moments, exposure + "_sxx") / n, shared},
      {shared, RunRows.number(moments, exposure + "_syy") / n}
    };
    return LeastSquares.ofMoments(n, means, covariance)
        .map(fit -> new PooledFigures.Line(fit.coefficients().get(0), fit.rSquared()));
  }
}
