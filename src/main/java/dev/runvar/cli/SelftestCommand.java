package dev.runvar.cli;

import dev.runvar.hypothesis.Calibration;
import dev.runvar.hypothesis.Calibration.Cell;
import dev.runvar.report.TextTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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
      "Analyse made-up studies with a known cause and with none, and show how",
      "often verdicts and the paper's criteria are right. Exit code 1 when the",
      "verdicts are certainly wrong more often than once in twenty somewhere."
    },
    footer = {"", "Examples:", "  runvar selftest", "  runvar selftest --studies 400"})
final class SelftestCommand implements Callable<Integer> {

  private static final double ALLOWED = 0.05;

  /** A verdict needs as many. */
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
    out.println("Claims of a cause in studies that have none");
    out.print(table(cells.stream().filter(cell -> cell.cause().equals("none")).toList()));
    out.println("\nClaims of the cause where it is worth a twentieth of runtime");
    out.print(table(cells.stream().filter(cell -> !cell.cause().equals("none")).toList()));
    out.flush();
    boolean wrong =
        cells.stream()
            .filter(cell -> cell.cause().equals("none"))
            .anyMatch(cell -> cell.low() > ALLOWED);
    return wrong ? ExitCode.SOME_RUNS_FAILED : ExitCode.DONE;
  }

  private static TextTable table(List<Cell> cells) {
    TextTable table =
        new TextTable(3, "cause", "drift", "noise", "seeds", "studies", "verdict", "95 %", "paper");
    for (Cell cell : cells) {
      table.row(
          cell.cause(),
          cell.drift(),
          cell.noise(),
          String.valueOf(cell.seeds()),
          String.valueOf(cell.studies()),
          percent((double) cell.verdicts() / cell.studies()),
          percent(cell.low()) + "–" + percent(cell.high()),
          percent((double) cell.paper() / cell.studies()));
    }
    return table;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
