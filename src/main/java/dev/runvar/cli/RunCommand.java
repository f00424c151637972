package dev.runvar.cli;

import dev.runvar.report.AnalysisJson;
import dev.runvar.report.Report;
import dev.runvar.result.Analysis;
import dev.runvar.spark.SparkJobs;
import dev.runvar.spark.StudyRules;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main command: simulates missing runs, analyses them, and prints the result. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Simulate what is missing, analyse it and print the headline.",
    footer = {
      "",
      "Examples:",
      "  runvar run conf/quick.yaml",
      "  runvar run conf/quick.yaml --workspace /data/studies --master local[1]",
      "  runvar run conf/paper8.yaml --experiment c256",
      "  runvar run study.yaml --as fix     after the program was changed"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private VersionOptions version;
  @Mixin private Simulation.Options simulation;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException {
    Study study = version.of(options);
    StudyStore store = options.store(study);
    PrintWriter err = spec.commandLine().getErr();
    AnalysisStage.Result result;
    try (SparkJobs jobs = spark.jobs(study)) {
      new Simulation(store, simulation, err).run(options, jobs, study);
      StudySnapshot snapshot = store.sampledSnapshot();
      Optional<Analysis> standing = standingAnalysis(store, study, snapshot);
      result =
          standing.isPresent()
              ? new AnalysisStage.Result(standing.get(), snapshot)
              : new AnalysisStage(jobs).run(store, study, snapshot, err);
    }
    PrintWriter out = spec.commandLine().getOut();
    ReportStage.Location location = ReportStage.runUnlessDone(store, result.snapshot());
    Report report = Report.of(result.analysis(), StudyOrigin.of(store, result.snapshot()));
    format.print(out, report);
    if (format.isText()) {
      out.println("Results:  " + store.location());
      out.println("Report:   " + location.page());
      location.figure().ifPresent(figure -> out.println("Figure:   " + figure));
    }
    format.printTables(out, report);
    return result.exitCode();
  }

  /**
   * Returns the existing analysis, if it is undamaged and was made from this snapshot by these
   * rules.
   */
  private static Optional<Analysis> standingAnalysis(
      StudyStore store, Study study, StudySnapshot snapshot) throws IOException {
    if (!store.hasAnalysisOf(AnalysisStage.madeOf(store, study, snapshot))) {
      return Optional.empty();
    }
    return store
        .readText(AnalysisJson.PATH)
        .flatMap(text -> AnalysisJson.readIfBy(StudyRules.of(study), text));
  }
}
