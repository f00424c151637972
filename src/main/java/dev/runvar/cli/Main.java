package dev.runvar.cli;

import dev.runvar.exchange.MappingException;
import dev.runvar.spark.SparkJobException;
import dev.runvar.store.WorkspaceException;
import dev.runvar.study.StudyException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The entry point: from the launcher, from a jar, and under spark-submit. */
@Command(
    name = "runvar",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Why does a long-running simulation slow down, and did the fix help?",
    subcommands = {
      RunCommand.class,
      PlanCommand.class,
      SimulateCommand.class,
      AnalyzeCommand.class,
      ReportCommand.class,
      StatusCommand.class,
      VerifyCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      GcCommand.class,
      ProbesCommand.class,
      SelftestCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  runvar run conf/quick.yaml                      the whole line, about two minutes",
      "  runvar run conf/paper8.yaml --experiment c257   one experiment of the published study",
      "  runvar plan conf/paper8.yaml                    what would be run, in which order",
      "  runvar status quick                             how far it is, from any terminal",
      "  runvar analyze quick                            analyse again what is committed"
    })
public final class Main implements Runnable {

  private static final String FIRST_STEP =
      """
      runvar finds out why a simulation slows down, and whether a fix helped.

      Type this first; it takes about two minutes:
        runvar run conf/quick.yaml

      runvar --help lists the commands.
      """;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode;
    try {
      exitCode = run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), err, args);
    } catch (Throwable e) {
      // The virtual machine itself would leave with 1, which says that some runs failed.
      e.printStackTrace(err);
      exitCode = ExitCode.INTERNAL_ERROR;
    }
    System.exit(exitCode);
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Main::usageMistake)
        .setExecutionExceptionHandler(Main::failure)
        .execute(args);
  }

  @Override
  public void run() {
    spec.commandLine().getOut().print(FIRST_STEP);
    spec.commandLine().getOut().flush();
  }

  private static int usageMistake(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    return mistake(
        command,
        "%s; %s --help shows what is allowed"
            .formatted(
                e.getMessage().lines().findFirst().orElse(""),
                command.getCommandSpec().qualifiedName()));
  }

  private static int failure(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof StudyException
        || e instanceof WorkspaceException
        || e instanceof SparkJobException
        || e instanceof MappingException
        || e instanceof UsageException) {
      return mistake(command, e.getMessage());
    }
    e.printStackTrace(command.getErr());
    return ExitCode.INTERNAL_ERROR;
  }

  private static int mistake(CommandLine command, String message) {
    command.getErr().println("runvar: " + message);
    return ExitCode.USER_MISTAKE;
  }

  /** The version that the jar's manifest has. */
  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"runvar " + number()};
    }

    static String number() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
