package dev.runvar.spark;

import dev.runvar.facts.BinFact;
import dev.runvar.facts.PhaseFact;
import dev.runvar.facts.RunFacts;
import dev.runvar.facts.RunStatistic;
import dev.runvar.spark.FactsOfSeed.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The facts of the runs of a study as tables, for the queries in {@code sql/facts}: {@code
 * run_facts} with one row per run, {@code phase_facts} with one per run and phase, and {@code
 * bin_facts} with one per run and bin of a series.
 */
final class FactTables {

  private static final String RUNS =
      "run_id STRING, match_id STRING, experiment STRING, seed INT, " + statistics();

  private static final String PHASES =
      "run_id STRING, phase STRING, early_nanos DOUBLE, late_nanos DOUBLE";

  private static final String BINS =
      "series STRING, name STRING, seed INT, bin INT, first_cycle BIGINT, last_cycle BIGINT, "
          + "cycles BIGINT, weight DOUBLE, value DOUBLE, nanos DOUBLE";

  private static final long BINS_PER_PARTITION = 500_000;

  private final SparkSession spark;

  private FactTables(SparkSession spark) {
    this.spark = spark;
  }

  /** Makes the tables. */
  static FactTables of(SparkSession spark, StudyFacts facts) {
    create("run_facts", facts.rows(spark, StructType.fromDDL(RUNS), FactTables::run));
    create("phase_facts", facts.rows(spark, StructType.fromDDL(PHASES), FactTables::phases));
    create("bin_facts", facts.rows(spark, StructType.fromDDL(BINS), FactTables::bins));
    spark
        .conf()
        .set("spark.sql.shuffle.partitions", String.valueOf(1 + facts.bins() / BINS_PER_PARTITION));
    return new FactTables(spark);
  }

  /** Makes the table of runs and that of phases. */
  static FactTables ofRuns(SparkSession spark, List<Found> runs) {
    List<Row> ofRuns = runs.stream().flatMap(run -> run(run).stream()).toList();
    List<Row> ofPhases = runs.stream().flatMap(run -> phases(run).stream()).toList();
    create("run_facts", spark.createDataFrame(ofRuns, StructType.fromDDL(RUNS)));
    create("phase_facts", spark.createDataFrame(ofPhases, StructType.fromDDL(PHASES)));
    return new FactTables(spark);
  }

  private static void create(String name, Dataset<Row> rows) {
    rows.createOrReplaceTempView(name);
  }

  /** Runs a shipped query on the tables. */
  Dataset<Row> query(String name, Map<String, Object> arguments) {
    return spark.sql(SqlScript.text("facts/" + name), arguments);
  }

  private static String statistics() {
    List<String> columns = new ArrayList<>();
    for (RunStatistic statistic : RunStatistic.values()) {
      columns.add(statistic.column() + " DOUBLE");
    }
    return String.join(", ", columns);
  }

  private static List<Row> run(Found found) {
    if (found.factsOrNull() == null) {
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    values.add(found.runOrNull().runId());
    values.add(found.runOrNull().matchId());
    values.add(found.runOrNull().experiment());
    values.add(found.runOrNull().seed());
    for (RunStatistic statistic : RunStatistic.values()) {
      values.add(found.factsOrNull().statistics().get(statistic));
    }
    return List.of(RowFactory.create(values.toArray()));
  }

  private static List<Row> phases(Found found) {
    List<Row> rows = new ArrayList<>();
    if (found.factsOrNull() == null) {
      return rows;
    }
    for (PhaseFact phase : found.factsOrNull().phases()) {
      rows.add(
          RowFactory.create(
              found.runOrNull().runId(), phase.phase(), phase.earlyNanos(), phase.lateNanos()));
    }
    return rows;
  }

  private static List<Row> bins(Found found) {
    List<Row> rows = new ArrayList<>();
    if (found.factsOrNull() == null) {
      return rows;
    }
    for (BinFact bin : found.factsOrNull().bins()) {
      rows.add(
          RowFactory.create(
              bin.series(),
              name(found.runOrNull(), bin),
              found.runOrNull().seed(),
              bin.bin(),
              bin.firstCycle(),
              bin.lastCycle(),
              bin.cycles(),
              bin.weight(),
              bin.value(),
              bin.nanos()));
    }
    return rows;
  }

  /** Returns the name of a series; those of an experiment or a treatment are named after it. */
  private static String name(RunOfStudy run, BinFact bin) {
    return switch (bin.series()) {
      case RunFacts.RUNTIME -> run.experiment();
      case RunFacts.TREATMENT -> String.valueOf(run.treatment());
      default -> bin.name();
    };
  }
}
