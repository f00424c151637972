package dev.runvar.spark;

import dev.runvar.store.StudyStore;
import dev.runvar.telemetry.Column;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** The committed results of one study as SQL views; see {@code sql/views.sql}. */
final class StudyViews {

  private StudyViews() {}

  static void create(SparkSession spark, StudyStore store) {
    Map<String, String> placeholders =
        Map.of(
            "study", store.location().replace("'", "\\'"), "telemetry_columns", telemetryColumns());
    SqlScript.statements("views", placeholders).forEach(spark::sql);
  }

  private static String telemetryColumns() {
    String scalars =
        Arrays.stream(Column.values())
            .map(c -> c.columnName() + (c.type() == Column.Type.LONG ? " BIGINT" : " DOUBLE"))
            .collect(Collectors.joining(", "));
    return "run_id STRING, " + scalars + ", phases MAP<STRING, BIGINT>, gauges MAP<STRING, DOUBLE>";
  }
}
