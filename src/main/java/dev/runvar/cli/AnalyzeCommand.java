package dev.runvar.cli;

import dev.runvar.report.Report;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Study;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Analyses the committed runs of a study; possible at any time. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "Analyse the committed runs of a study.",
    footer = {
      "",
      "Examples:",
      "  runvar analyze quick",
      "  runvar analyze quick --details",
      "  runvar analyze quick --format json"
    })
final class AnalyzeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException {
    Study study = options.study();
    StudyStore store = options.existingStore(study);
    AnalysisStage.Result result;
    try (SparkJobs jobs = spark.jobs()) {
      result =
          new AnalysisStage(jobs)
              .run(store, study, store.sampledSnapshot(), spec.commandLine().getErr());
    }
    Report report = Report.of(result.analysis(), StudyOrigin.of(store, result.snapshot()));
    format.print(spec.commandLine().getOut(), report);
    format.printTables(spec.commandLine().getOut(), report);
    return result.exitCode();
  }
}
