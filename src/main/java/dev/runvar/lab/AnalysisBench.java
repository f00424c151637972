package dev.runvar.lab;

import dev.runvar.exchange.StudyImport;
import dev.runvar.report.text.TextTable;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.AnalysisDirectory;
import dev.runvar.store.Provenance;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TemporaryDirectory;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long the analysis of many cycles takes, and its table of runs beside the same in DuckDB.
 *
 * <p>Both sides compute the same rows of the same files into memory, on the same cores and with the
 * same memory limit; DuckDB's is in addition to the heap.
 */
public final class AnalysisBench {

  /** Of each run, unless a test asks for shorter ones. */
  public static final int CYCLES = 100_000;

  private static final int FEW_RUNS = 10;
  private static final int FEW_CYCLES = 100;
  private static final double MILLION = 1e6;

  /** A side is warm when so many repetitions in a row were not faster by this share. */
  private static final int STEADY = 3;

  private static final double FASTER = 0.95;
  private static final int MOST_REPETITIONS = 30;

  private final PrintWriter err;
  private final Provenance provenance;
  private final int cycles;

  public AnalysisBench(PrintWriter err, Provenance provenance, int cycles) {
    this.err = err;
    this.provenance = provenance;
    this.cycles = cycles;
  }

  /**
   * What was measured.
   *
   * @param difference between the tables of both sides; nothing without DuckDB
   */
  public record Result(TextTable table, Optional<TableDifference> difference) {}

  /** Computes a table of runs. */
  private interface Query {
    List<Map<String, Object>> run() throws IOException;
  }

  /** Seconds of the first and of the fastest repetition, and the rows of the last. */
  private record Timing(double first, double warm, List<Map<String, Object>> rows) {}

  /** One side: a study of few rows, which tells the fixed cost, and one of many. */
  private record Side(Timing few, Timing many, double rowsMore) {

    double perMillionRows() {
      return (many.warm() - few.warm()) / rowsMore * MILLION;
    }
  }

  public Result run(long rows) throws IOException {
    try (TemporaryDirectory temporary = new TemporaryDirectory("runvar-analysis-")) {
      Workspace workspace = Workspace.open(temporary.path().toString());
      StudyStore few = workspace.study("few");
      StudyStore many = workspace.study("many");
      write(few, "few", FEW_RUNS, FEW_CYCLES);
      int runs = (int) (rows / cycles);
      err.println("bench analysis: writing %,d runs of %,d cycles".formatted(runs, cycles));
      double writing = seconds(() -> write(many, "many", runs, cycles));
      double rowsMore = (double) runs * cycles - FEW_RUNS * FEW_CYCLES;
      TextTable table = new TextTable(1, "what", "runvar", "DuckDB", "ratio");
      row(table, "writing, s", writing, Optional.empty());
      Optional<Side> peer = peer(temporary.path(), rowsMore);
      try (SparkJobs jobs = new SparkJobs(Optional.empty(), Optional.empty())) {
        err.println("bench analysis: table of runs");
        Side own =
            new Side(
                timing(() -> jobs.summarizeRuns(few)),
                timing(() -> jobs.summarizeRuns(many)),
                rowsMore);
        long before = jobs.startedJobs();
        jobs.summarizeRuns(few);
        long ofTable = jobs.startedJobs() - before;
        sides(table, runs, own, peer);
        err.println("bench analysis: whole analysis");
        double analysis = seconds(() -> analyse(jobs, many));
        row(table, "whole analysis, s", analysis, Optional.empty());
        table.row("Spark jobs of a table of runs", String.valueOf(ofTable), "", "");
        long ofAnalysis = jobs.startedJobs() - before - ofTable;
        table.row("Spark jobs of an analysis", String.valueOf(ofAnalysis), "", "");
        return new Result(table, peer.map(side -> difference(table, own, side)));
      }
    }
  }

  private Optional<Side> peer(Path workspace, double rowsMore) throws IOException {
    err.println("bench analysis: table of runs in DuckDB");
    long started = System.nanoTime();
    Optional<DuckDb> database = DuckDb.start();
    if (database.isEmpty()) {
      err.println("bench analysis: no DuckDB on the class path; ./runvar bench puts it there");
      return Optional.empty();
    }
    try (DuckDb duckDb = database.get()) {
      double start = since(started);
      Timing few = timing(() -> duckDb.summarizeRuns(workspace.resolve("few")));
      Timing many = timing(() -> duckDb.summarizeRuns(workspace.resolve("many")));
      // The first of runvar's starts Spark.
      Timing fewFromStart = new Timing(start + few.first(), few.warm(), few.rows());
      return Optional.of(new Side(fewFromStart, many, rowsMore));
    }
  }

  private void sides(TextTable table, int runs, Side own, Optional<Side> peer) {
    String few = "table of runs, %,d rows, ".formatted(FEW_RUNS * FEW_CYCLES);
    String many = "table of runs, %,d rows, ".formatted((long) runs * cycles);
    row(table, few + "cold, s", own.few().first(), peer.map(side -> side.few().first()));
    row(table, few + "warm, s", own.few().warm(), peer.map(side -> side.few().warm()));
    row(table, many + "first, s", own.many().first(), peer.map(side -> side.many().first()));
    row(table, many + "warm, s", own.many().warm(), peer.map(side -> side.many().warm()));
    row(table, "per million rows, s", own.perMillionRows(), peer.map(Side::perMillionRows));
  }

  private static TableDifference difference(TextTable table, Side own, Side peer) {
    TableDifference few = TableDifference.largest("run_id", own.few().rows(), peer.few().rows());
    TableDifference many = TableDifference.largest("run_id", own.many().rows(), peer.many().rows());
    TableDifference larger = few.relative() > many.relative() ? few : many;
    table.row(
        "largest relative difference",
        String.format(Locale.ROOT, "%.1e", larger.relative()),
        "",
        "");
    return larger;
  }

  private void write(StudyStore store, String study, int runs, int cycles) throws IOException {
    StudyImport.run(store, study, List.of(new MadeUpRuns(runs, cycles)), provenance);
  }

  private static void analyse(SparkJobs jobs, StudyStore store) throws IOException {
    Study study = store.manifest().orElseThrow().study();
    try (AnalysisDirectory output = store.newAnalysis()) {
      jobs.analyze(store, study, Plan.of(study), store.snapshot(), output);
    }
  }

  /** Repeats a query until it is warm. */
  private static Timing timing(Query query) throws IOException {
    double first = 0;
    double fastest = Double.POSITIVE_INFINITY;
    List<Map<String, Object>> rows = List.of();
    int steady = 0;
    for (int repetition = 0; repetition < MOST_REPETITIONS && steady < STEADY; repetition++) {
      long started = System.nanoTime();
      rows = query.run();
      double seconds = since(started);
      first = repetition == 0 ? seconds : first;
      steady = seconds < FASTER * fastest ? 0 : steady + 1;
      fastest = Math.min(fastest, seconds);
    }
    return new Timing(first, fastest, rows);
  }

  /** What is measured. */
  private interface Work {
    void run() throws IOException;
  }

  private static double seconds(Work work) throws IOException {
    long started = System.nanoTime();
    work.run();
    return since(started);
  }

  private static double since(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  private static void row(TextTable table, String what, double own, Optional<Double> peer) {
    table.row(
        what,
        number("%.3f", own),
        peer.map(seconds -> number("%.3f", seconds)).orElse("–"),
        peer.map(seconds -> number("%.2f", own / seconds)).orElse("–"));
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
