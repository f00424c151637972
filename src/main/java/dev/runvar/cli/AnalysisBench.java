package dev.runvar.cli;

import dev.runvar.benchmark.DuckDb;
import dev.runvar.exchange.StudyImport;
import dev.runvar.report.TextTable;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** How long the analysis of many cycles takes, and its table of runs beside the same in DuckDB. */
final class AnalysisBench {

  private static final String STUDY = "rows";

  private final PrintWriter err;

  AnalysisBench(PrintWriter err) {
    this.err = err;
  }

  TextTable run(long rows) throws IOException, InterruptedException {
    TextTable table = new TextTable(1, "what", "seconds", "rows/s");
    try (TemporaryDirectory temporary = new TemporaryDirectory("runvar-analysis-")) {
      Path directory = temporary.path();
      StudyStore store = Workspace.open(directory.toString()).study(STUDY);
      int runs = (int) (rows / MadeUpRuns.CYCLES);
      err.println(
          "bench analysis: writing %,d runs of %,d cycles".formatted(runs, MadeUpRuns.CYCLES));
      row(table, "writing", rows, seconds(() -> write(store, runs)));
      try (SparkJobs jobs = new SparkJobs(Optional.empty(), Optional.empty())) {
        err.println("bench analysis: analysing");
        double own = seconds(() -> jobs.summarizeRuns(store));
        row(table, "table of runs", rows, own);
        OptionalDouble peer = DuckDb.seconds(directory.resolve(STUDY), "run_summary");
        peer.ifPresent(seconds -> row(table, "the same in DuckDB", rows, seconds));
        table.row(
            "ratio",
            peer.isPresent()
                ? String.format(Locale.ROOT, "%.2f", own / peer.getAsDouble())
                : "– (python3 has no duckdb)",
            "");
        row(table, "whole analysis", rows, seconds(() -> analyse(jobs, store)));
      }
      return table;
    }
  }

  private static void write(StudyStore store, int runs) throws IOException {
    StudyImport.run(store, STUDY, List.of(new MadeUpRuns(runs)), ProvenanceOfThisProgram.collect());
  }

  private static void analyse(SparkJobs jobs, StudyStore store) throws IOException {
    Study study = store.manifest().orElseThrow().study();
    new AnalysisStage(jobs)
        .run(store, study, store.snapshot(), new PrintWriter(Writer.nullWriter()));
  }

  /** What is measured. */
  private interface Work {
    void run() throws IOException;
  }

  private static double seconds(Work work) throws IOException {
    long started = System.nanoTime();
    work.run();
    return (System.nanoTime() - started) / 1e9;
  }

  private static void row(TextTable table, String what, long rows, double seconds) {
    table.row(
        what,
        String.format(Locale.ROOT, "%.1f", seconds),
        String.format(Locale.ROOT, "%,.0f", rows / seconds));
  }
}
