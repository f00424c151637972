package dev.runvar.cli;

import dev.runvar.exchange.ColumnMap;
import dev.runvar.exchange.ImportSummary;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes telemetry from elsewhere a study in the workspace. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Make telemetry from elsewhere a study, or add its runs to one that was",
      "imported. A file with a mistake is refused, and nothing of any is written."
    },
    footer = {
      "",
      "Examples:",
      "  runvar import run1.jsonl run2.jsonl --study mine",
      "  runvar import cycles.csv --study mine --map wall_nanos=runtime:s,variant=mode",
      "  runvar import c256.json --study paper --experiment c256 --variant unoptimized"
    })
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Telemetry lines (.jsonl, .ndjson), tables (.csv, .parquet),",
        "results of the published study (.json)."
      })
  private List<String> files;

  @Option(
      names = "--study",
      required = true,
      paramLabel = "NAME",
      description = "The study that the runs become or join.")
  private String study;

  @Option(
      names = "--map",
      split = ",",
      paramLabel = "OURS=THEIRS[:UNIT]",
      description = {
        "Which column of a table is meant for which of ours,",
        "and what it counts in: ns, us, ms, s; b, kb, mb, gb."
      })
  private List<String> map = List.of();

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
      names = "--analyze",
      description = "Analyse the study as well, and print the answer first.")
  private boolean isAnalyzed;

  @Mixin private StudyOptions.WorkspaceOption workspace;
  @Mixin private SparkOptions spark;
  @Mixin private DetailsOption details;

  @Override
  public Integer call() throws IOException {
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
              files,
              ColumnMap.parse(map),
              new RunDefaults(Optional.ofNullable(experiment), Optional.ofNullable(variant)),
              Optional.ofNullable(criteria),
              ProvenanceOfThisProgram.collect());
    } catch (IOException e) {
      throw store.cannotWrite(e);
    }
    PrintWriter out = spec.commandLine().getOut();
    Optional<Report> report = isAnalyzed ? Optional.of(analyze(store)) : Optional.empty();
    report.ifPresent(found -> DetailsOption.printHeadline(out, found));
    out.println(
        "%s: %,d runs with %,d cycles imported".formatted(study, summary.runs(), summary.cycles()));
    summary.notes().forEach(note -> out.println("  " + note));
    out.println("Results: " + store.location());
    if (report.isPresent()) {
      out.println("Report: " + ReportStage.run(store, store.snapshot()).page());
      details.printTables(out, report.get());
    }
    return ExitCode.DONE;
  }

  private Report analyze(StudyStore store) throws IOException {
    Study imported = store.manifest().orElseThrow().study().named(study);
    try (SparkJobs jobs = spark.jobs()) {
      AnalysisStage.Result result =
          new AnalysisStage(jobs)
              .run(store, imported, store.snapshot(), spec.commandLine().getErr());
      return Report.of(result.analysis(), StudyOrigin.of(store, result.snapshot()));
    }
  }
}
