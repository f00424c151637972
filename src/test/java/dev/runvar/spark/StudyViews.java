package dev.runvar.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.telemetry.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The committed results of one study as SQL views; see {@code sql/views.sql}.
 *
 * <p>Which runs are committed is looked up once, and forgotten when this is closed.
 */
final class StudyViews implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String RUNS = "committed_runs";

  /** Off, because names are names: a directory may be called [v2]. */
  private static final String GLOBBING = "__globPaths__";

  private final SparkSession spark;

  private StudyViews(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Makes the views of some runs.
   *
   * @param records of the runs: what is committed meanwhile is not in the views
   */
  static StudyViews create(SparkSession spark, StudyStore store, List<RunRecord> records) {
    StructType type = StructType.fromDDL(code("run_record_columns"));
    List<String> json = records.stream().map(StudyViews::json).toList();
    spark
        .read()
        .schema(type)
        .json(spark.createDataset(json, Encoders.STRING()))
        .createOrReplaceTempView(RUNS);
    String[] files =
        records.stream()
            .filter(record -> record.outcome() == Outcome.OK)
            .flatMap(record -> locations(store, record))
            .toArray(String[]::new);
    // To look at a few thousand files is no work for a job of its own.
    spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.threshold", "5000");
    spark
        .read()
        .schema(telemetryColumns())
        .option(GLOBBING, "false")
        .option("basePath", store.location("telemetry"))
        .parquet(files)
        .selectExpr("*", "_metadata.file_name AS file_name")
        .createOrReplaceTempView("telemetry_files");
    Stream.of(code("views").split(";", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .forEach(spark::sql);
    spark.catalog().cacheTable(RUNS);
    return new StudyViews(spark);
  }

  private static String json(RunRecord record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record is always JSON", e);
    }
  }

  /** Returns the text of a file, comments left out. */
  private static String code(String name) {
    return SqlScript.text(name).replaceAll("(?m)^--.*$", "");
  }

  /** Runs a query on the views. */
  Dataset<Row> query(String name, Map<String, Object> arguments) {
    return spark.sql(SqlScript.text(name), arguments);
  }

  /** Runs a query that has no file of its own. */
  Dataset<Row> sql(String text) {
    return spark.sql(text);
  }

  /** Reads a table that was written. */
  Dataset<Row> read(String location) {
    return spark.read().option(GLOBBING, "false").parquet(location);
  }

  @Override
  public void close() {
    spark.catalog().uncacheTable(RUNS);
  }

  private static Stream<String> locations(StudyStore store, RunRecord record) {
    String partition = store.location("telemetry") + "/experiment=" + record.experiment() + "/";
    return record.telemetry().stream().map(part -> partition + part.file());
  }

  private static String telemetryColumns() {
    String scalars =
        Arrays.stream(Column.values())
            .map(c -> c.columnName() + (c.type() == Column.Type.LONG ? " BIGINT" : " DOUBLE"))
            .collect(Collectors.joining(", "));
    return "run_id STRING, " + scalars + ", phases MAP<STRING, BIGINT>, gauges MAP<STRING, DOUBLE>";
  }
}
