package dev.runvar.cli;

import dev.runvar.exchange.MappingException;
import dev.runvar.spark.SparkFailure;
import dev.runvar.spark.SparkJobException;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.Build;
import dev.runvar.store.WorkspaceException;
import dev.runvar.study.StudyException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
      DiagnoseCommand.class,
      RunCommand.class,
      PlanCommand.class,
      SimulateCommand.class,
      AnalyzeCommand.class,
      ReportCommand.class,
      CompareCommand.class,
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
    Terminal terminal = Terminal.open();
    AtomicBoolean interrupted = new AtomicBoolean();
    Interruption.handle(
        signal -> {
          if (!interrupted.compareAndSet(false, true)) {
            // At the second signal, do not wait for an orderly end.
            Runtime.getRuntime().halt(ExitCode.SIGNAL + signal);
          }
          terminal.silence(
              "runvar: interrupted; what was finished is kept, and the same command goes on");
          System.exit(ExitCode.SIGNAL + signal);
        });
    System.exit(run(terminal.out(), terminal.err(), args));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter stdout, PrintWriter stderr, String... args) {
    TerminalPrinter out = TerminalPrinter.of(stdout);
    TerminalPrinter err = TerminalPrinter.of(stderr);
    int exitCode;
    try {
      CommandLine commandLine = new CommandLine(new Main());
      // Arguments after the program belong to the program.
      commandLine.getSubcommands().get("diagnose").setStopAtPositional(true);
      exitCode =
          commandLine
              .setOut(out)
              .setErr(err)
              .setExecutionStrategy(parsed -> execute(parsed, out))
              .setParameterExceptionHandler(Main::usageMistake)
              .setExecutionExceptionHandler((e, command, parsed) -> failure(e, err))
              .execute(args);
    } catch (Throwable e) {
      // Otherwise the virtual machine would exit with 1, which means that some runs failed.
      exitCode = failure(e, err);
    }
    Optional<IOException> unwritten = out.failure().filter(e -> !isReaderGone(e));
    return unwritten.isEmpty()
        ? exitCode
        : mistake(
            err, "Cannot write to standard output: %s".formatted(unwritten.get().getMessage()));
  }

  private static int execute(CommandLine.ParseResult parsed, TerminalPrinter out) {
    // Help has colours. It is the only text of picocli that contains nothing from files.
    Integer help = out.asOwn(() -> CommandLine.executeHelpRequest(parsed));
    return help == null ? new CommandLine.RunLast().execute(parsed) : help;
  }

  /** Returns whether the reader has closed the pipe, as {@code head} does. */
  private static boolean isReaderGone(IOException e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe");
  }

  @Override
  public void run() {
    spec.commandLine().getOut().print(FIRST_STEP);
    spec.commandLine().getOut().flush();
  }

  private static int usageMistake(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    return mistake(
        command.getErr(),
        "%s; %s --help shows what is allowed"
            .formatted(
                e.getMessage().lines().findFirst().orElse(""),
                command.getCommandSpec().qualifiedName()));
  }

  private static int failure(Throwable e, PrintWriter err) {
    if (e instanceof StudyException
        || e instanceof WorkspaceException
        || e instanceof SparkJobException
        || e instanceof MappingException
        || e instanceof UsageException) {
      return mistake(err, e.getMessage());
    }
    if (e instanceof InvalidPathException path) {
      return mistake(
          err,
          "%s: this path has characters that the locale does not have; use a locale with UTF-8, such as LC_ALL=C.UTF-8"
              .formatted(path.getInput()));
    }
    if (SparkFailure.isHeapFull(e)) {
      return mistake(err, SparkFailure.HEAP_FULL);
    }
    e.printStackTrace(err);
    return ExitCode.INTERNAL_ERROR;
  }

  private static int mistake(PrintWriter err, String message) {
    err.println("runvar: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    return ExitCode.USER_MISTAKE;
  }

  /** The version that the jar's manifest has. */
  static final class Version implements CommandLine.IVersionProvider {

    private static final int SHORT_HASH = 12;

    @Override
    public String[] getVersion() {
      Build build = ProvenanceOfThisProgram.build();
      String jar = build.jarSha256();
      return new String[] {
        "runvar %s%s%s, Spark %s, Java %s"
            .formatted(
                number(),
                jar == null ? "" : ", build " + jar.substring(0, SHORT_HASH),
                build.revision() == null ? "" : ", revision " + shortened(build.revision()),
                SparkJobs.sparkVersion(),
                Runtime.version())
      };
    }

    private static String shortened(String revision) {
      return revision.substring(0, Math.min(SHORT_HASH, revision.length()));
    }

    static String number() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
