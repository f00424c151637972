package dev.runvar.spark;

import dev.runvar.facts.RunGrowth;
import dev.runvar.facts.RunStatistics;
import dev.runvar.store.AnalysisDirectory;
import dev.runvar.store.ResultTable;
import dev.runvar.store.ResultTable.Kind;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Writes the tables of a study beside its analysis, and reads statistics from them. */
final class StudyTables {

  private final FactTables tables;
  private final StudyStore store;
  private final AnalysisDirectory output;

  StudyTables(FactTables tables, StudyStore store, AnalysisDirectory output) {
    this.tables = tables;
    this.store = store;
    this.output = output;
  }

  /** One row per run comes to the driver, but never single cycles. */
  List<RunStatistics> runFigures(List<RunRecord> records) {
    Map<String, RunRecord> committed =
        records.stream().collect(Collectors.toMap(RunRecord::runId, Function.identity()));
    List<Row> runs = written("run_summary");
    written("phase_summary");
    return runs.stream()
        .map(row -> RunRows.figures(row, committed.get(row.<String>getAs("run_id"))))
        .toList();
  }

  /** Writes the early and late means of each run that is long enough, from its growth. */
  void writeGrowth(Map<String, RunGrowth> growths) {
    write(
        new ResultTable(
            "run_growth",
            List.of(
                new ResultTable.Column("run_id", Kind.TEXT),
                new ResultTable.Column("period", Kind.INT),
                new ResultTable.Column("early_nanos", Kind.DOUBLE),
                new ResultTable.Column("late_nanos", Kind.DOUBLE)),
            new TreeMap<>(growths)
                .entrySet().stream().map(run -> values(run.getKey(), run.getValue())).toList()));
  }

  private static List<Object> values(String runId, RunGrowth growth) {
    return List.of(runId, growth.period(), growth.earlyNanos(), growth.lateNanos());
  }

  private List<Row> written(String name) {
    Dataset<Row> rows = tables.query(name, Map.of());
    List<Row> collected = rows.collectAsList();
    write(
        new ResultTable(
            name,
            Arrays.stream(rows.schema().fields()).map(StudyTables::column).toList(),
            collected.stream().map(StudyTables::values).toList()));
    return collected;
  }

  private void write(ResultTable table) {
    try {
      output.writeTable(table);
    } catch (IOException e) {
      throw store.cannotUse(e);
    }
  }

  private static ResultTable.Column column(StructField field) {
    Kind kind =
        switch (field.dataType().typeName()) {
          case "string" -> Kind.TEXT;
          case "integer" -> Kind.INT;
          case "long" -> Kind.LONG;
          case "double" -> Kind.DOUBLE;
          default -> throw new IllegalStateException("a column of type " + field.dataType());
        };
    return new ResultTable.Column(field.name(), kind);
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      values.add(row.get(i));
    }
    return values;
  }
}
