package dev.runvar.spark;

import dev.runvar.store.StudyStore;
import dev.runvar.telemetry.Column;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The committed results of one study as SQL views; see {@code sql/views.sql}.
 *
 * <p>Which runs are committed is looked up once, and forgotten when this is closed.
 */
final class StudyViews implements AutoCloseable {

  private static final String RUNS = "committed_runs";

  private final SparkSession spark;

  private StudyViews(SparkSession spark) {
    this.spark = spark;
  }

  static StudyViews create(SparkSession spark, StudyStore store) {
    Map<String, String> placeholders =
        Map.of(
            "study", store.location().replace("'", "\\'"), "telemetry_columns", telemetryColumns());
    SqlScript.statements("views", placeholders).forEach(spark::sql);
    spark.catalog().cacheTable(RUNS);
    return new StudyViews(spark);
  }

  /** Runs a shipped query on the views. */
  Dataset<Row> query(String name, Map<String, Object> arguments) {
    return spark.sql(SqlScript.text(name, Map.of()), arguments);
  }

  /** Runs a query that has no file of its own. */
  Dataset<Row> sql(String text) {
    return spark.sql(text);
  }

  /** Reads a table that was written. */
  Dataset<Row> read(String location) {
    return spark.read().parquet(location);
  }

  @Override
  public void close() {
    spark.catalog().uncacheTable(RUNS);
  }

  private static String telemetryColumns() {
    String scalars =
        Arrays.stream(Column.values())
            .map(c -> c.columnName() + (c.type() == Column.Type.LONG ? " BIGINT" : " DOUBLE"))
            .collect(Collectors.joining(", "));
    return "run_id STRING, " + scalars + ", phases MAP<STRING, BIGINT>, gauges MAP<STRING, DOUBLE>";
  }
}
