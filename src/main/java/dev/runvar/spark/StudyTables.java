package dev.runvar.spark;

import dev.runvar.hypothesis.RunFigures;
import dev.runvar.store.AnalysisDirectory;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** The tables of a study, written beside its analysis, and what is read from them. */
final class StudyTables {

  private final StudyViews views;
  private final StudyStore store;
  private final AnalysisDirectory output;

  StudyTables(StudyViews views, StudyStore store, AnalysisDirectory output) {
    this.views = views;
    this.store = store;
    this.output = output;
  }

  /** One row a run comes to the driver, never a cycle. */
  List<RunFigures> runFigures() {
    table("phase_summary");
    Map<String, Row> committed =
        views
            .sql("SELECT runId, trajectory, levels, parameters FROM committed_runs")
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(row -> row.getString(0), Function.identity()));
    return table("run_summary").collectAsList().stream()
        .map(row -> RunRows.figures(row, committed.get(row.<String>getAs("run_id"))))
        .toList();
  }

  /** Computes a table once: it is written, and read back from there. */
  Dataset<Row> table(String name) {
    String location = output.location(name);
    Dataset<Row> rows = views.query(name, Map.of()).repartition(1);
    try {
      rows.write().mode(SaveMode.Overwrite).parquet(location);
    } catch (Exception e) {
      // Scala declares no exceptions: what Spark throws here is a checked one as well.
      throw causeOf(e, IOException.class)
          .<RuntimeException>map(store::cannotUse)
          .orElseGet(() -> new IllegalStateException("Cannot compute the table " + name, e));
    }
    return views.read(location);
  }

  private static <T> Optional<T> causeOf(Throwable error, Class<T> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
