package dev.runvar.spark;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.hypothesis.RunContext;
import dev.runvar.hypothesis.RunEffects;
import dev.runvar.hypothesis.RunTelemetry;
import dev.runvar.store.RunColumns;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.store.Workspace;
import dev.runvar.telemetry.Column;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Looks at whole runs, each of them on one executor; only a row a run comes to the driver. */
final class EffectsJob {

  private static final int TASKS_PER_SLOT = 4;

  private EffectsJob() {}

  /** Returns what each run says, in the order of the records. */
  static List<RunEffects> run(
      SparkSession spark, StudyStore store, Analysis.Rules rules, List<RunRecord> records) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = Math.min(records.size(), TASKS_PER_SLOT * context.defaultParallelism());
    Path study = new Path(store.location());
    EffectsOfRun engine =
        new EffectsOfRun(
            study.getParent().toString(),
            study.getName(),
            new SerializableConfiguration(context.hadoopConfiguration()),
            rules);
    List<Run> runs = records.stream().map(Run::of).toList();
    return records.isEmpty() ? List.of() : context.parallelize(runs, tasks).map(engine).collect();
  }

  /** Where the telemetry of a run is, and the cores of its host, null when they are not known. */
  private record Run(
      String runId, int seed, String experiment, List<String> files, int rows, Double hostCores)
      implements Serializable {

    RunContext context(Analysis.Rules rules) {
      return new RunContext(
          rules, hostCores == null ? OptionalDouble.empty() : OptionalDouble.of(hostCores));
    }

    static Run of(RunRecord record) {
      return new Run(
          record.runId(),
          record.seed(),
          record.experiment(),
          record.telemetry().stream().map(TelemetryPart::file).toList(),
          Math.toIntExact(record.telemetry().stream().mapToLong(TelemetryPart::rows).sum()),
          record.hostCores());
    }
  }

  private record EffectsOfRun(
      String workspace, String study, SerializableConfiguration configuration, Analysis.Rules rules)
      implements Function<Run, RunEffects> {

    @Override
    public RunEffects call(Run run) {
      StudyStore store = Workspace.open(workspace, configuration.value()).study(study);
      try {
        RunColumns read = store.readTelemetry(run.experiment(), run.files(), run.rows(), columns());
        Map<String, double[]> columns = new HashMap<>(read.gauges());
        columns.putAll(read.columns());
        return RunEffects.of(
            run.runId(), run.seed(), new RunTelemetry(columns, read.phases()), run.context(rules));
      } catch (IOException e) {
        throw new UncheckedIOException(store.cannotUse(e).getMessage(), e);
      }
    }

    /** A gauge that is declared as work may have a column of its own. */
    private Set<Column> columns() {
      return Arrays.stream(Column.values())
          .filter(
              column ->
                  RunTelemetry.COLUMNS.contains(column.columnName())
                      || rules.work().contains(column.columnName()))
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
