package dev.runvar.cli;

import dev.runvar.exchange.ImportPreview;
import dev.runvar.exchange.ImportRequest;
import dev.runvar.exchange.ImportRequest.Grouping;
import dev.runvar.exchange.ImportSummary;
import dev.runvar.exchange.Reading;
import dev.runvar.exchange.RunDefaults;
import dev.runvar.exchange.StudyImport;
import dev.runvar.report.Report;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.StudyStore;
import dev.runvar.study.CriteriaPack;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports telemetry of other programs as a study in the workspace. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Make a study of logs, tables or JSON lines that other programs wrote.",
      "With the name of an imported study, the runs are added to it. A file with a",
      "mistake is refused, and nothing of any file is written. Without --study, nothing",
      "is written either: the command shows how it reads the files."
    },
    footer = {
      "",
      "Examples:",
      "  runvar import log.interFoam",
      "  runvar import run1.jsonl run2.jsonl --study mine",
      "  runvar import cycles.csv --study mine --map wall_nanos=runtime:s,variant=mode",
      "  runvar import job.log --study mine --line 'step (?<cycle>\\d+) took (?<t>\\S+)' \\",
      "    --map wall_nanos=t:ms"
    })
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Files, directories or patterns; - is standard input. They may",
        "be packed by gzip, bzip2 or zstd."
      })
  private List<String> files;

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description = "The study that the runs become or join.")
  private String study;

  @Option(
      names = "--preview",
      description = {
        "Show how the first cycles are read, and the command for it.",
        "Nothing is written."
      })
  private boolean isPreview;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = {
        "How the files are read: the name of a known format, or a",
        "file of one (.yaml). Default: told from the content."
      })
  private String format;

  @Option(
      names = "--map",
      split = ",",
      paramLabel = "OURS=THEIRS[:WORD…]",
      description = {
        "Which column of the file becomes which of ours, and its unit:",
        "a unit (ns, us, ms, s, min, h; b, kb, mb, gb), since-start or",
        "time (a clock), last, sum, count or max of several values."
      })
  private List<String> map = List.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that are passed over; a star stands for any text.")
  private List<String> ignore = List.of();

  @Option(
      names = "--line",
      paramLabel = "REGEX",
      description = {
        "Lines of a log; named groups are columns. The first --line",
        "ends a cycle, others add to it."
      })
  private List<String> line = List.of();

  @Option(
      names = "--cycle-line",
      paramLabel = "ends|begins",
      description = "What the first --line does to a cycle; default: ends.")
  private String cycleLine;

  @Option(names = "--run-at", paramLabel = "REGEX", description = "Lines that begin a run.")
  private String runAt;

  @Option(
      names = "--table-at",
      paramLabel = "REGEX",
      description = "Lines of a log that hold column names, with rows below them.")
  private String tableAt;

  @Option(
      names = "--per",
      paramLabel = "COLUMN",
      description = {
        "Times are those of a step: the column counts all steps so",
        "far. With :each, it counts those of its row."
      })
  private String per;

  @Option(
      names = "--work",
      split = ",",
      paramLabel = "GAUGE",
      description = "Gauges that say how much a cycle was asked to do.")
  private List<String> work = List.of();

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "What stands between the values of a table; tab, space.")
  private String separator;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      description = "How lines of a table begin that are not rows, as in #.")
  private String comment;

  @Option(
      names = "--header-line",
      paramLabel = "N",
      description = "The line with the names of a table's columns.")
  private String headerLine;

  @Option(
      names = "--decimals",
      paramLabel = "point|comma",
      description = "How a table writes fractions.")
  private String decimals;

  @Option(
      names = "--name",
      paramLabel = "REGEX",
      description = {
        "What the names of files say: groups experiment, variant, seed,",
        "run; any other group is a parameter."
      })
  private String name;

  @Option(names = "--one-run", description = "All files are one run.")
  private boolean isOneRun;

  @Option(
      names = "--experiment",
      paramLabel = "ID",
      description = {
        "The experiment of runs whose file names none;",
        "default: their variant, or imported."
      })
  private String experiment;

  @Option(
      names = "--variant",
      paramLabel = "VARIANT",
      description = "unoptimized or optimized, for runs whose file does not say.")
  private String variant;

  @Option(
      names = "--criteria",
      paramLabel = "CRITERIA",
      description = {
        "paper8: test the predictions of the published study.",
        "Only for results of that study."
      })
  private String criteria;

  @Option(
      names = "--no-analysis",
      description = "Only import: do not analyse the study and print the answer.")
  private boolean isNotAnalyzed;

  @Mixin private StudyOptions.WorkspaceOption workspace;
  @Mixin private SparkOptions spark;
  @Mixin private DetailsOption details;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (isPreview || study == null) {
      ImportPreview.of(request()).forEach(out::println);
      return ExitCode.DONE;
    }
    if (!study.matches(StudyReader.NAME)) {
      throw new UsageException(
          "--study: \"%s\" is not allowed; allowed: %s".formatted(study, StudyReader.NAME_ALLOWED));
    }
    if (criteria != null && !CriteriaPack.names().contains(criteria)) {
      throw new UsageException(
          "--criteria: \"%s\" is not allowed; allowed: %s"
              .formatted(criteria, String.join(", ", CriteriaPack.names())));
    }
    StudyStore store = workspace.open().study(study);
    ImportSummary summary;
    try {
      summary =
          StudyImport.run(
              store,
              study,
              request(),
              Optional.ofNullable(criteria),
              ProvenanceOfThisProgram.collect());
    } catch (IOException e) {
      throw store.cannotWrite(e);
    }
    Optional<Report> report = isNotAnalyzed ? Optional.empty() : Optional.of(analyze(store));
    report.ifPresent(found -> DetailsOption.printHeadline(out, found));
    out.println(
        "%s: %,d runs with %,d cycles imported".formatted(study, summary.runs(), summary.cycles()));
    summary.notes().forEach(note -> out.println("  " + note));
    out.println("Results: " + store.location());
    if (report.isPresent()) {
      out.println("Report: " + ReportStage.run(store, store.sampledSnapshot()).page());
      details.printTables(out, report.get());
    }
    return ExitCode.DONE;
  }

  private ImportRequest request() {
    Map<String, List<String>> said = new LinkedHashMap<>();
    said.put("map", map);
    said.put("ignore", ignore);
    said.put("line", line);
    said.put("work", work);
    put(said, "cycle-line", cycleLine);
    put(said, "run-at", runAt);
    put(said, "table-at", tableAt);
    put(said, "per", per);
    put(said, "separator", separator);
    put(said, "comment", comment);
    put(said, "header-line", headerLine);
    put(said, "decimals", decimals);
    return new ImportRequest(
        files,
        Optional.ofNullable(format),
        new Reading(said),
        Optional.ofNullable(name),
        isOneRun ? Grouping.ONE_RUN : Grouping.FILE_BY_FILE,
        new RunDefaults(Optional.ofNullable(experiment), Optional.ofNullable(variant)));
  }

  private static void put(Map<String, List<String>> said, String option, String text) {
    said.put(option, text == null ? List.of() : List.of(text));
  }

  private Report analyze(StudyStore store) throws IOException {
    Study imported = store.manifest().orElseThrow().study().named(study);
    try (SparkJobs jobs = spark.jobs()) {
      AnalysisStage.Result result =
          new AnalysisStage(jobs)
              .run(store, imported, store.sampledSnapshot(), spec.commandLine().getErr());
      return Report.of(result.analysis(), StudyOrigin.of(store, result.snapshot()));
    }
  }
}
