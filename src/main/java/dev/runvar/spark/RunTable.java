package dev.runvar.spark;

import dev.runvar.facts.RunFacts;
import dev.runvar.spark.FactsOfSeed.Found;
import dev.runvar.store.RunColumns;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.telemetry.Column;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Computes the table of runs alone, without the rest of an analysis. */
final class RunTable {

  private static final Set<Column> COLUMNS =
      Arrays.stream(Column.values())
          .filter(column -> RunFacts.COLUMNS.contains(column.columnName()))
          .collect(Collectors.toUnmodifiableSet());

  private RunTable() {}

  /** Returns the rows of run_summary, one for each run that has a timed cycle. */
  static List<Row> of(SparkSession spark, StudyStore store, List<RunRecord> records) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Path study = new Path(store.location());
    FactsOf figures =
        new FactsOf(
            study.getParent().toString(),
            study.getName(),
            new SerializableConfiguration(context.hadoopConfiguration()));
    List<RunOfStudy> runs = new RunsOfStudy(records, "").forJobs();
    List<Found> found =
        context
            .parallelize(runs, StudyFacts.tasks(context, runs, Math.max(1, runs.size())))
            .flatMap(run -> figures.of(run).stream().iterator())
            .collect();
    return FactTables.ofRuns(spark, found).query("run_summary", Map.of()).collectAsList();
  }

  private record FactsOf(String workspace, String study, SerializableConfiguration configuration)
      implements Serializable {

    Optional<Found> of(RunOfStudy run) {
      StudyStore store = Workspace.open(workspace, configuration.value()).study(study);
      try {
        RunColumns rows = store.files().readColumns(run.experiment(), run.telemetry(), COLUMNS);
        return run.wantedOrNull() == null
            ? Optional.empty()
            : RunFacts.of(run.wantedOrNull().statisticsOnly(), rows.columns(), Map.of(), Map.of())
                .map(facts -> new Found(run, facts, null));
      } catch (IOException e) {
        throw new UncheckedIOException(store.cannotUse(e).getMessage(), e);
      }
    }
  }
}
