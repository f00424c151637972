package dev.runvar.cli;

import dev.runvar.spark.SparkJobs;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;

/** The first stage of a study: execute the runs that are not committed yet. */
final class Simulation {

  private final StudyOptions options;
  private final StudyOptions.ExperimentOption experiment;
  private final SparkJobs jobs;
  private final PrintWriter err;

  Simulation(
      StudyOptions options,
      StudyOptions.ExperimentOption experiment,
      SparkJobs jobs,
      PrintWriter err) {
    this.options = options;
    this.experiment = experiment;
    this.jobs = jobs;
    this.err = err;
  }

  /** Executes what is missing and returns how many runs it executed. */
  int run(Study study) {
    List<RunSpec> wanted = experiment.runsOf(study);
    StudyStore store = options.store(study);
    store.begin(study, Plan.of(study), ProvenanceOfThisProgram.collect());
    Set<String> committed = store.committedRunIds();
    List<RunSpec> missing =
        wanted.stream().filter(run -> !committed.contains(run.runId())).toList();
    if (missing.isEmpty()) {
      err.println(
          "%s: all %d runs are there already; nothing to compute"
              .formatted(study.name(), wanted.size()));
      return 0;
    }
    err.println("%s: %d of %d runs to do".formatted(study.name(), missing.size(), wanted.size()));
    Progress progress = new Progress(err, missing.size());
    jobs.simulate(options.workspace(), study, missing, progress::ended);
    return missing.size();
  }
}
