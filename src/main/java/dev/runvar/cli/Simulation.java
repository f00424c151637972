package dev.runvar.cli;

import dev.runvar.execution.RunEngine;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.Outcome;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.store.Workspace;
import dev.runvar.study.OnFailure;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.Workloads;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The first stage of a study: execute the runs that are not committed yet. */
final class Simulation {

  /** Which committed runs are repeated. */
  enum Retry {
    none,
    failed
  }

  /** Which of the study's runs a command executes. */
  static final class Options {

    @Mixin StudyOptions.ExperimentOption experiment;

    @Option(
        names = "--retry",
        paramLabel = "WHICH",
        defaultValue = "none",
        description = "failed: run again what is there but not OK; default: ${DEFAULT-VALUE}.")
    Retry retry = Retry.none;
  }

  private final StudyStore store;
  private final Options options;
  private final PrintWriter err;

  Simulation(StudyStore store, Options options, PrintWriter err) {
    this.store = store;
    this.options = options;
    this.err = err;
  }

  /** Executes the missing runs and returns how many it set out to execute. */
  int run(StudyOptions where, SparkJobs jobs, Study study) {
    List<RunSpec> plan = Plan.of(study);
    List<RunSpec> wanted = options.experiment.runsOf(study, plan);
    refuseTooLong(study, wanted);
    CommandWarnings.of(study).forEach(warning -> err.println(study.name() + ": " + warning));
    return run(where.workspace(), jobs, study, plan, wanted);
  }

  /**
   * Executes those of these runs that are missing, and returns how many it set out to execute.
   *
   * @param wanted some or all runs of the plan
   */
  int run(
      Workspace workspace, SparkJobs jobs, Study study, List<RunSpec> plan, List<RunSpec> wanted) {
    store.begin(study, plan, ProvenanceOfThisProgram::collect);
    ToDo toDo = toDo(study, wanted);
    List<RunSpec> missing = toDo.runs();
    if (missing.isEmpty()) {
      err.println(
          "%s: all %d runs are done already; nothing to compute"
              .formatted(study.name(), wanted.size()));
      return 0;
    }
    err.println("%s: %d of %d runs to do".formatted(study.name(), missing.size(), wanted.size()));
    Progress progress = new Progress(err, store, toDo.timeLeft());
    try {
      jobs.simulate(workspace, study, missing, ProvenanceOfThisProgram.build());
    } finally {
      progress.end();
    }
    remember(store.outcomes());
    int left = missing.size() - progress.done();
    if (left > 0) {
      err.println(
          "%s: stopped, because %s; %d runs are left"
              .formatted(
                  study.name(),
                  study.onFailure() == OnFailure.STOP ? "a run failed" : "no run has worked",
                  left));
    }
    return missing.size();
  }

  /** The runs to do, and how long they may take. */
  private record ToDo(List<RunSpec> runs, TimeLeft timeLeft) {}

  /**
   * Returns the runs to do. A separate method, so that the data it reads is released before runs
   * are executed.
   */
  private ToDo toDo(Study study, List<RunSpec> wanted) {
    StudySnapshot before = store.outcomes();
    remember(before);
    DamagedRuns.tell(err, study, before.damage(), "done again");
    List<RunSpec> missing = new ArrayList<>();
    TimeLeft timeLeft = new TimeLeft();
    for (RunSpec run : wanted) {
      Ended end = before.ended().get(run.runId());
      if (isDone(end)) {
        timeLeft.add(run, end);
      } else {
        timeLeft.add(run);
        missing.add(run);
      }
    }
    return new ToDo(missing, timeLeft);
  }

  private boolean isDone(Ended run) {
    return run != null && (options.retry == Retry.none || run.outcome() == Outcome.OK);
  }

  /**
   * Refuses such runs before anything is computed, because they would fail as if their program were
   * wrong.
   */
  private static void refuseTooLong(Study study, List<RunSpec> runs) {
    if (study.workload().builtIn()) {
      return;
    }
    Workloads workloads = study.workloads();
    for (RunSpec run : runs) {
      RunEngine.startProblem(workloads.of(run.experiment()), run)
          .ifPresent(
              problem -> {
                throw new UsageException(
                    "%s: experiment %s has %s, more than a process can be given; shorten it, or put it into a file"
                        .formatted(study.name(), run.experiment(), problem));
              });
    }
  }

  private void remember(StudySnapshot outcomes) {
    try {
      store.remember(outcomes.ended().keySet());
    } catch (IOException e) {
      throw store.cannotWrite(e);
    }
  }
}
