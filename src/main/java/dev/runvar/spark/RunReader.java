package dev.runvar.spark;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.RunFacts;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.store.RunColumns;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.telemetry.Column;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads the columns of runs that an analysis needs, on any executor.
 *
 * @param job the job whose runs are kept in memory, as far as there is room, until another job
 *     reads
 */
record RunReader(
    String job,
    String workspace,
    String study,
    SerializableConfiguration configuration,
    AnalysisScope scope)
    implements Serializable {

  /** A run that was read: its unchanged rows, and its timed cycles. */
  record ReadRun(RunColumns rows, RunTelemetry cycles) {}

  /** Returns a run, from memory if it is there. */
  ReadRun read(RunOfStudy run) {
    return ReadRuns.HERE.get(job, run, this::fromFiles);
  }

  private ReadRun fromFiles(RunOfStudy run) {
    StudyStore store = Workspace.open(workspace, configuration.value()).study(study);
    try {
      RunColumns rows = store.files().readTelemetry(run.experiment(), run.telemetry(), columns());
      // Drop other columns, because the causes would take them for gauges of the program.
      Map<String, double[]> columns = new HashMap<>(rows.columns());
      columns.keySet().retainAll(ofCauses());
      rows.gauges().forEach(columns::putIfAbsent);
      return new ReadRun(rows, new RunTelemetry(columns, rows.phases()));
    } catch (IOException e) {
      throw new UncheckedIOException(store.cannotUse(e).getMessage(), e);
    }
  }

  /** Returns the columns that the causes use; a gauge that is declared as work may be a column. */
  private Set<String> ofCauses() {
    Set<String> names = new HashSet<>(RunTelemetry.COLUMNS);
    names.addAll(AnalysisScope.PROGRAM_COLUMNS);
    names.addAll(scope.work());
    return names;
  }

  private Set<Column> columns() {
    Set<String> names = ofCauses();
    names.addAll(RunFacts.COLUMNS);
    return Arrays.stream(Column.values())
        .filter(column -> names.contains(column.columnName()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
