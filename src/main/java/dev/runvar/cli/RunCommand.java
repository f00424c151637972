package dev.runvar.cli;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.report.AnalysisJson;
import dev.runvar.spark.SparkJobs;
import dev.runvar.spark.StudyRules;
import dev.runvar.store.Manifest;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main job: simulate what is missing, analyse, and say what came out. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Simulate what is missing, analyse it and print the headline.",
    footer = {
      "",
      "Examples:",
      "  runvar run conf/quick.yaml",
      "  runvar run conf/quick.yaml --workspace /data/studies --master local[1]",
      "  runvar run conf/paper8.yaml --experiment c256"
    })
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private Simulation.Options simulation;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;

  @Override
  public Integer call() throws IOException {
    Study study = options.executableStudy();
    StudyStore store = options.store(study);
    boolean sameStudy = store.manifest().map(Manifest::study).equals(Optional.of(study));
    Analysis analysis;
    try (SparkJobs jobs = spark.jobs(study)) {
      int executed =
          new Simulation(store, simulation, spec.commandLine().getErr()).run(options, jobs, study);
      Optional<Analysis> standing =
          sameStudy && executed == 0
              ? standingAnalysis(store, StudyRules.of(study))
              : Optional.empty();
      analysis = standing.isPresent() ? standing.get() : new AnalysisStage(jobs).run(store, study);
    }
    PrintWriter out = spec.commandLine().getOut();
    ReportStage.Report report = ReportStage.run(store);
    format.print(out, analysis);
    if (format.isText()) {
      out.println("\nResults: " + store.location());
      out.println("Report:  " + report.page());
      report.figure().ifPresent(location -> out.println("Figure:  " + location));
    }
    return AnalysisStage.exitCode(analysis);
  }

  /** Returns the analysis that is there, if it saw every committed run by these rules. */
  private static Optional<Analysis> standingAnalysis(StudyStore store, Analysis.Rules rules)
      throws IOException {
    List<RunRecord> records = store.records();
    long ok = records.stream().filter(record -> record.outcome() == Outcome.OK).count();
    long lastEnd = records.stream().mapToLong(RunRecord::endedUnixMillis).max().orElse(0);
    return store
        .readText(AnalysisJson.PATH)
        .flatMap(text -> AnalysisJson.readIfBy(rules, text))
        .filter(a -> a.runs().committed() == records.size() && a.runs().ok() == ok)
        .filter(a -> Instant.parse(a.generated()).toEpochMilli() > lastEnd);
  }
}
