package dev.runvar.cli;

import dev.runvar.spark.SparkJobs;
import dev.runvar.store.Outcome;
import dev.runvar.store.StudyStore;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Executes the runs of a study that are not committed yet. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Execute the runs of a study that are missing.",
    footer = {
      "",
      "Examples:",
      "  runvar simulate conf/paper8.yaml --experiment c256",
      "  runvar simulate paper8 --retry failed"
    })
final class SimulateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private Simulation.Options simulation;
  @Mixin private SparkOptions spark;

  @Override
  public Integer call() {
    Study study = options.executableStudy();
    StudyStore store = options.store(study);
    try (SparkJobs jobs = spark.jobs(study)) {
      new Simulation(store, simulation, spec.commandLine().getErr()).run(options, jobs, study);
    }
    Set<String> wanted =
        simulation.experiment.runsOf(study).stream()
            .map(RunSpec::runId)
            .collect(Collectors.toSet());
    boolean anyFailed =
        store.outcomes().ended().values().stream()
            .anyMatch(r -> wanted.contains(r.runId()) && r.outcome() != Outcome.OK);
    spec.commandLine().getOut().println("Results: " + store.location());
    return anyFailed ? ExitCode.SOME_RUNS_FAILED : ExitCode.DONE;
  }
}
