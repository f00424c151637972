package dev.runvar.spark;

import dev.runvar.facts.BinFact;
import dev.runvar.facts.PhaseFact;
import dev.runvar.facts.RunFacts;
import dev.runvar.facts.RunStatistic;
import dev.runvar.spark.FactsOfSeed.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
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
    FactTables tables = ofRuns(spark, facts.runs());
    if (facts.manyBins().isPresent()) {
      JavaRDD<Row> rows = facts.manyBins().get().flatMap(run -> bins(run).iterator());
      spark.createDataFrame(rows, StructType.fromDDL(BINS)).createOrReplaceTempView("bin_facts");
    } else {
      tables.create("bin_facts", BINS, rows(facts.runs(), FactTables::bins));
    }
    long bins = facts.runs().stream().mapToLong(run -> run.run().bins()).sum();
    spark.conf().set("spark.sql.shuffle.partitions", String.valueOf(1 + bins / BINS_PER_PARTITION));
    return tables;
  }

  /** Makes the tables without that of bins. */
  static FactTables ofRuns(SparkSession spark, List<Found> runs) {
    FactTables tables = new FactTables(spark);
    tables.create("run_facts", RUNS, rows(runs, run -> List.of(run(run))));
    tables.create("phase_facts", PHASES, rows(runs, FactTables::phases));
    return tables;
  }

  private static List<Row> rows(List<Found> runs, Function<Found, List<Row>> rowsOfRun) {
    return runs.stream()
        .filter(run -> run.factsOrNull() != null)
        .flatMap(run -> rowsOfRun.apply(run).stream())
        .toList();
  }

  private void create(String name, String columns, List<Row> rows) {
    spark.createDataFrame(rows, StructType.fromDDL(columns)).createOrReplaceTempView(name);
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

  private static Row run(Found found) {
    List<Object> values = new ArrayList<>();
    values.add(found.run().runId());
    values.add(found.run().matchId());
    values.add(found.run().experiment());
    values.add(found.run().seed());
    for (RunStatistic statistic : RunStatistic.values()) {
      values.add(found.factsOrNull().statistics().get(statistic));
    }
    return RowFactory.create(values.toArray());
  }

  private static List<Row> phases(Found found) {
    List<Row> rows = new ArrayList<>();
    for (PhaseFact phase : found.factsOrNull().phases()) {
      rows.add(
          RowFactory.create(
              found.run().runId(), phase.phase(), phase.earlyNanos(), phase.lateNanos()));
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
              name(found.run(), bin),
              found.run().seed(),
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

  /** The series of an experiment and of a treatment have their names from those. */
  private static String name(RunOfStudy run, BinFact bin) {
    return switch (bin.series()) {
      case RunFacts.RUNTIME -> run.experiment();
      case RunFacts.TREATMENT -> String.valueOf(run.treatment());
      default -> bin.name();
    };
  }
}
