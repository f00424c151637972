package dev.runvar.cli;

import dev.runvar.lab.Calibration;
import dev.runvar.lab.Calibration.Cell;
import dev.runvar.lab.Calibration.Kind;
import dev.runvar.report.text.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how often the verdicts are right, on studies whose cause is known. */
@Command(
    name = "selftest",
    mixinStandardHelpOptions = true,
    description = {
      "Analyse made-up studies to show how often verdicts are right.",
      "The studies have a known cause or none; the paper's criteria are tested as well.",
      "Exit code 1 when verdicts are certainly wrong more often than once in twenty",
      "somewhere."
    },
    footer = {"", "Examples:", "  runvar selftest", "  runvar selftest --studies 400"})
final class SelftestCommand implements Callable<Integer> {

  private static final double ALLOWED = 0.05;

  private static final Set<Kind> MUST_NOT_CLAIM =
      Set.of(Kind.NO_CAUSE, Kind.FALSE, Kind.FALSE_GAUGE, Kind.FALSE_WORK);

  /** A verdict needs this many cycles. */
  private static final int FEWEST_CYCLES = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--studies",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many studies of each kind; default: ${DEFAULT-VALUE}.")
  private int studies;

  @Option(
      names = "--cycles",
      paramLabel = "N",
      defaultValue = "400",
      description = "Of each run; default: ${DEFAULT-VALUE}.")
  private int cycles;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the random numbers; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    if (studies < 1) {
      throw new UsageException(
          "--studies: \"%d\" is not allowed; allowed: a whole number from 1".formatted(studies));
    }
    if (cycles < FEWEST_CYCLES) {
      throw new UsageException(
          "--cycles: \"%d\" is not allowed; allowed: a whole number from %d"
              .formatted(cycles, FEWEST_CYCLES));
    }
    List<Cell> cells = Calibration.cells(studies, cycles, seed);
    PrintWriter out = spec.commandLine().getOut();
    for (Kind kind : Kind.values()) {
      out.println((kind == Kind.NO_CAUSE ? "" : "\n") + title(kind));
      out.print(table(kind, cells.stream().filter(cell -> cell.kind() == kind).toList()));
    }
    out.flush();
    boolean wrong =
        cells.stream()
            .filter(cell -> MUST_NOT_CLAIM.contains(cell.kind()))
            .anyMatch(cell -> cell.low() > ALLOWED);
    return wrong ? ExitCode.SOME_RUNS_FAILED : ExitCode.DONE;
  }

  private static String title(Kind kind) {
    return switch (kind) {
      case NO_CAUSE -> "Claims of a cause in studies that have none";
      case CAUSE -> "Claims of the cause where it is worth a twentieth of runtime";
      case FALSE -> "Claims of what is not true, where something looks like a cause";
      case TRUE -> "Claims of what is true in these studies";
      case FALSE_GAUGE ->
          "Gauges named by the search among eight gauges and eight phases, none a cause";
      case TRUE_GAUGE -> "The gauge that is the cause, named alone";
      case FALSE_WORK ->
          "Growth called more work, where work triples and a unit takes longer as well";
      case TRUE_WORK -> "Growth called more work, where work triples and a unit takes what it did";
    };
  }

  private static TextTable table(Kind kind, List<Cell> cells) {
    boolean searches = kind == Kind.FALSE_GAUGE || kind == Kind.TRUE_GAUGE;
    boolean works = kind == Kind.FALSE_WORK || kind == Kind.TRUE_WORK;
    boolean mechanisms = kind == Kind.FALSE || kind == Kind.TRUE || searches || works;
    TextTable table =
        mechanisms
            ? new TextTable(
                2,
                works ? "a unit takes" : searches ? "phases grow" : "mechanism",
                searches || works ? "noise" : "cause",
                "seeds",
                "studies",
                "verdict",
                "95 %")
            : new TextTable(
                4, "cause", "cost", "drift", "noise", "seeds", "studies", "verdict", "95 %",
                "paper");
    for (Cell cell : cells) {
      List<String> row =
          new ArrayList<>(
              mechanisms
                  ? List.of(cell.drift(), searches || works ? cell.noise() : cell.cause())
                  : List.of(cell.cause(), cell.cost(), cell.drift(), cell.noise()));
      row.add(String.valueOf(cell.seeds()));
      row.add(String.valueOf(cell.studies()));
      row.add(percent((double) cell.verdicts() / cell.studies()));
      row.add(percent(cell.low()) + "–" + percent(cell.high()));
      if (!mechanisms) {
        row.add(percent((double) cell.paper() / cell.studies()));
      }
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
