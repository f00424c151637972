package dev.runvar.lab;

import dev.runvar.report.text.TextTable;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.Provenance;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TemporaryDirectory;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a study costs beside its cycles: core-seconds of the study over core-seconds inside cycles.
 */
public final class OverheadBench {

  /** The published study's optimized treatments, small and without a warm-up: short cycles. */
  private static final String STUDY =
      """
      study: overhead
      cycles: %d
      replications: %d
      seed: 20251030
      isolation: %s
      fixed: {variant: optimized, max_agents: 20, warmup: 0s}
      experiments:
        all:
          factors: {frequency: [low, high], founders: [low, high], pooling: [off, on], throttling: [off, on]}
      """;

  private final PrintWriter err;
  private final Provenance provenance;

  public OverheadBench(PrintWriter err, Provenance provenance) {
    this.err = err;
    this.provenance = provenance;
  }

  public TextTable run() throws IOException {
    TextTable table =
        new TextTable(
            1,
            "isolation",
            "runs",
            "cycles",
            "core-seconds",
            "inside cycles",
            "ratio",
            "in runs, outside cycles",
            "outside runs");
    try (TemporaryDirectory temporary = new TemporaryDirectory("runvar-overhead-");
        SparkJobs jobs = new SparkJobs(Optional.empty(), Optional.empty())) {
      Path directory = temporary.path();
      measure(jobs, directory, "thread", 100, 1);
      for (String isolation : List.of("thread", "process")) {
        row(table, isolation, 160, 3_000, measure(jobs, directory, isolation, 3_000, 10));
        // What a run costs beside its cycles does not depend on how many runs there are.
        row(table, isolation, 32, 30_000, measure(jobs, directory, isolation, 30_000, 2));
      }
    }
    return table;
  }

  /** Core-seconds of a study: all of it, within its runs, within their cycles. */
  private record Cost(double study, double runs, double cycles) {}

  private Cost measure(
      SparkJobs jobs, Path directory, String isolation, int cycles, int replications)
      throws IOException {
    err.println("bench overhead: runs of %d cycles, %s".formatted(cycles, isolation));
    Path file = directory.resolve("study.yaml");
    Files.writeString(file, STUDY.formatted(cycles, replications, isolation));
    Study study = StudyReader.read(file);
    List<RunSpec> plan = Plan.of(study);
    Workspace workspace = Workspace.open(directory.resolve(isolation + cycles).toString());
    StudyStore store = workspace.study(study.name());
    store.begin(study, plan, () -> provenance);
    long started = System.nanoTime();
    jobs.simulate(workspace, study, plan, provenance.build());
    double wallSeconds = (System.nanoTime() - started) / 1e9;
    List<RunRecord> records = store.records();
    return new Cost(
        wallSeconds * records.get(0).slots(),
        records.stream().mapToLong(r -> r.endedUnixMillis() - r.startedUnixMillis()).sum() / 1e3,
        records.stream().mapToLong(RunRecord::cycleNanos).sum() / 1e9);
  }

  private static void row(TextTable table, String isolation, int runs, int cycles, Cost cost) {
    table.row(
        isolation,
        String.valueOf(runs),
        String.valueOf(cycles),
        number(cost.study()),
        number(cost.cycles()),
        String.format(Locale.ROOT, "%.3f", cost.study() / cost.cycles()),
        number(cost.runs() - cost.cycles()),
        number(cost.study() - cost.runs()));
  }

  private static String number(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }
}
