package dev.runvar.cli;

import dev.runvar.report.AnalysisJson;
import dev.runvar.report.VersionLines;
import dev.runvar.report.VersionSection;
import dev.runvar.report.page.ReportPage;
import dev.runvar.result.Comparison.Change;
import dev.runvar.result.VersionComparison;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a change helped. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compare two studies: is the program faster, does it still slow down?",
      "Says as well whether its results are the same."
    },
    footer = {
      "",
      "Runs are matched by treatment and seed where both studies have the same ones, else by",
      "treatment. Studies may be executed here or imported.",
      "",
      "Examples:",
      "  runvar compare diagnose-model diagnose-model-2",
      "  runvar compare /cluster/studies/before /cluster/studies/after",
      "  runvar compare study@fix",
      "  runvar compare main branch --fail-if-slower 5%%    exit code 1 if branch is slower"
    })
final class CompareCommand implements Callable<Integer> {

  private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%");

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BEFORE",
      description = "A study: its name in the workspace, or its directory.")
  private String before;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "AFTER",
      description = {
        "The study of the changed program. Without it, BEFORE is a version, which knows",
        "its original, or a study that says in compare: which experiments to compare."
      })
  private String after;

  @Option(
      names = "--fail-if-slower",
      paramLabel = "PERCENT",
      description = {
        "Exit with 1 if AFTER takes longer by at least so much, as in 5%%, and the",
        "interval says that it is slower at all."
      })
  private String failIfSlower;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text for people, json for programs; default: ${DEFAULT-VALUE}.")
  private FormatOption.Format format;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the comparison as a page, too: an HTML file that needs nothing beside it.")
  private Path report;

  @Mixin private StudyOptions.WorkspaceOption workspace;
  @Mixin private SparkOptions spark;

  @Override
  public Integer call() throws IOException {
    double most = failIfSlower == null ? Double.POSITIVE_INFINITY : share(failIfSlower);
    Workspace place = workspace.open();
    VersionComparison comparison;
    try (SparkJobs jobs = spark.jobs()) {
      CompareStage stage = new CompareStage(jobs);
      comparison = after == null ? stage.run(place, before) : stage.run(place, before, after);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        format == FormatOption.Format.json
            ? AnalysisJson.write(comparison)
            : VersionLines.text(comparison));
    out.flush();
    if (report != null) {
      write(ReportPage.of(VersionSection.of(comparison)));
    }
    if (comparison.speedup() == null) {
      throw new UsageException(
          "%s and %s: no treatment is in both; give studies with OK runs of the same parameters"
              .formatted(comparison.before(), comparison.after()));
    }
    if (comparison.change() == Change.SLOWER && 1 / comparison.speedup().value() - 1 >= most) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "runvar: %s takes %.1f %% longer than %s, %s are allowed%n",
              comparison.after(),
              100 * (1 / comparison.speedup().value() - 1),
              comparison.before(),
              failIfSlower);
      return ExitCode.SLOWER;
    }
    return ExitCode.DONE;
  }

  private void write(String page) {
    try {
      Files.writeString(report, page);
    } catch (IOException e) {
      throw new UsageException(
          "--report: \"%s\" cannot be written (%s); give a file in a directory that exists"
              .formatted(report, e.getMessage()));
    }
  }

  private static double share(String percent) {
    Matcher matcher = PERCENT.matcher(percent.strip());
    if (!matcher.matches()) {
      throw new UsageException(
          "--fail-if-slower: \"%s\" is not allowed; allowed: a percentage, as in 5%%"
              .formatted(percent));
    }
    return Double.parseDouble(matcher.group(1)) / 100;
  }
}
