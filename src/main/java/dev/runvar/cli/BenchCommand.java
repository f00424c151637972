package dev.runvar.cli;

import dev.runvar.lab.AnalysisBench;
import dev.runvar.lab.InstrumentBench;
import dev.runvar.lab.KernelComparison;
import dev.runvar.lab.KernelComparison.Row;
import dev.runvar.lab.OverheadBench;
import dev.runvar.report.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what docs/performance.md shows, as ratios in one run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure the performance figures of the documentation.",
    footer = {
      "",
      "Examples:",
      "  runvar bench kernel",
      "  runvar bench overhead",
      "  runvar bench instrument",
      "  RUNVAR_HEAP=1g runvar bench analysis --rows 100000000"
    })
final class BenchCommand implements Callable<Integer> {

  /** The subjects that can be measured. */
  enum Subject {
    kernel,
    overhead,
    instrument,
    analysis
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SUBJECT", description = "What to measure: ${COMPLETION-CANDIDATES}.")
  private Subject subject;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      defaultValue = "examples/python/swarm.py",
      description = "The CPython port of the model; default: ${DEFAULT-VALUE}.")
  private Path pythonPort;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Cycles to analyse; default: ${DEFAULT-VALUE}.")
  private long rows;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rows < AnalysisBench.CYCLES) {
      throw new UsageException(
          "--rows: \"%d\" is not allowed; allowed: a whole number from %d"
              .formatted(rows, AnalysisBench.CYCLES));
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("bench " + subject + ": some minutes");
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (subject) {
          case kernel -> kernel();
          case overhead -> new OverheadBench(err, ProvenanceOfThisProgram.collect()).run();
          case instrument -> new InstrumentBench(err).run();
          case analysis ->
              new AnalysisBench(err, ProvenanceOfThisProgram.collect(), AnalysisBench.CYCLES)
                  .run(rows)
                  .table();
        });
    out.flush();
    return ExitCode.DONE;
  }

  private TextTable kernel() throws IOException, InterruptedException {
    TextTable table =
        new TextTable(
            0,
            "population",
            "search ns",
            "ns/pair",
            "C brute force ns",
            "search/C",
            "CPython ns",
            "CPython/search",
            "cycle µs",
            "bytes/cycle");
    for (Row row : KernelComparison.run(pythonPort)) {
      double search = row.composeNanos();
      table.row(
          String.valueOf(row.population()),
          number("%.0f", OptionalDouble.of(search)),
          number("%.3f", OptionalDouble.of(search / row.pairs())),
          number("%.0f", row.cNanos()),
          number("%.2f", ratio(search, row.cNanos())),
          number("%.0f", row.pythonNanos()),
          number("%.0f", inverse(ratio(search, row.pythonNanos()))),
          number("%.2f", OptionalDouble.of(row.cycleNanos() / 1e3)),
          number("%.2f", OptionalDouble.of(row.cycleBytes())));
    }
    return table;
  }

  private static OptionalDouble ratio(double value, OptionalDouble peer) {
    return peer.stream().map(nanos -> value / nanos).findFirst();
  }

  private static OptionalDouble inverse(OptionalDouble ratio) {
    return ratio.stream().map(value -> 1 / value).findFirst();
  }

  private static String number(String form, OptionalDouble value) {
    return value.isEmpty() ? "–" : String.format(Locale.ROOT, form, value.getAsDouble());
  }
}
