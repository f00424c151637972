package dev.runvar.exchange;

import dev.runvar.study.ImportedRun;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Keeps all runs of files, and computes from them as truth.json of the cases does. */
final class CollectedRuns implements RunSink {

  private final List<ImportedRun> runs = new ArrayList<>();
  private final List<List<CycleRow>> cycles = new ArrayList<>();
  private final Findings findings = new Findings();

  /** The import of a file whose content says all. */
  static ImportRequest request(String file) {
    return new ImportRequest(
        List.of(file),
        Optional.empty(),
        new Reading(Map.of()),
        Optional.empty(),
        ImportRequest.Grouping.FILE_BY_FILE,
        new RunDefaults(Optional.empty(), Optional.empty()));
  }

  static CollectedRuns of(String file) throws IOException {
    return of(request(file));
  }

  static CollectedRuns of(ImportRequest request) throws IOException {
    CollectedRuns collected = new CollectedRuns();
    for (ImportRequest.Found found : request.found(collected.findings)) {
      found.source().read(collected, collected.findings);
    }
    return collected;
  }

  @Override
  public void begin(ImportedRun run) {
    runs.add(run);
    cycles.add(new ArrayList<>());
  }

  @Override
  public void cycle(CycleRow row) {
    CycleRow copy = new CycleRow();
    copy.copyFrom(row);
    cycles.get(cycles.size() - 1).add(copy);
  }

  @Override
  public void end(RunEnd end) {}

  List<ImportedRun> runs() {
    return runs;
  }

  List<String> notes() {
    return findings.lines();
  }

  int rows(int run) {
    return cycles.get(run).size();
  }

  private List<CycleRow> timed(int run) {
    return cycles.get(run).stream().filter(row -> row.has(Column.WALL_NANOS)).toList();
  }

  int timedCycles(int run) {
    return timed(run).size();
  }

  /** Returns the numbers of all cycles. */
  double[] numbers(int run) {
    return cycles.get(run).stream().mapToDouble(row -> row.longValue(Column.CYCLE)).toArray();
  }

  double[] wallSeconds(int run) {
    return values(run, row -> row.doubleValue(Column.WALL_NANOS) / 1e9);
  }

  double[] cpuSeconds(int run) {
    return values(
        run,
        row -> row.has(Column.CPU_NANOS) ? row.doubleValue(Column.CPU_NANOS) / 1e9 : Double.NaN);
  }

  double[] phaseSeconds(int run, String name) {
    return values(
        run,
        row -> {
          for (int i = 0; i < row.phases().size(); i++) {
            if (row.phases().name(i).equals(name)) {
              return row.phases().value(i) / 1e9;
            }
          }
          return Double.NaN;
        });
  }

  double[] gauge(int run, String name) {
    return values(
        run,
        row -> {
          for (int i = 0; i < row.gauges(); i++) {
            if (row.gaugeName(i).equals(name)) {
              return row.gaugeValue(i);
            }
          }
          return Double.NaN;
        });
  }

  private double[] values(int run, ToDoubleFunction<CycleRow> value) {
    return timed(run).stream().mapToDouble(value).toArray();
  }

  /** Returns the mean of the first fifth, weighted by the steps that a row covers. */
  double early(int run, double[] values) {
    return mean(run, values, 0, values.length / 5);
  }

  double late(int run, double[] values) {
    return mean(run, values, values.length - (values.length + 4) / 5, values.length);
  }

  private double mean(int run, double[] values, int begin, int end) {
    double[] steps = gauge(run, TableRuns.STEPS);
    double sum = 0;
    double weights = 0;
    for (int i = begin; i < end; i++) {
      double weight = Double.isNaN(steps[i]) ? 1 : steps[i];
      if (!Double.isNaN(values[i])) {
        sum += weight * values[i];
        weights += weight;
      }
    }
    return sum / weights;
  }

  double growthPercent(int run, double[] values) {
    return 100 * (late(run, values) / early(run, values) - 1);
  }

  /** Returns what one row covers, all together. */
  double steps(int run) {
    return Arrays.stream(gauge(run, TableRuns.STEPS)).filter(s -> !Double.isNaN(s)).sum();
  }
}
