package dev.runvar.cli;

import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyIntegrity;
import dev.runvar.store.StudyIntegrity.Findings;
import dev.runvar.store.StudyStore;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks that the results of a study are unchanged and can be reproduced. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check every run record and telemetry file against its checksum.",
      "Runs a sample again to compare trajectories; or compares the trajectories of two",
      "studies, run by run."
    },
    footer = {
      "",
      "Examples:",
      "  runvar verify quick",
      "  runvar verify quick --sample 0",
      "  runvar verify quick /cluster/studies/quick"
    })
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OTHER",
      description = "A study to compare with: its directory, or its name in the workspace.")
  private String other;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many runs to run again on this machine; default: ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--rerun",
      description = {
        "Run the sample again although its command stands only in the workspace,",
        "which may be somebody else's; not needed with a study file."
      })
  private boolean rerun;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (sample < 0) {
      throw new UsageException(
          "--sample: \"%d\" is not allowed; allowed: a whole number from 0".formatted(sample));
    }
    Study study = options.studyAsItIs();
    if (other != null) {
      return compare(options.existingStore(study), options.otherStore(other));
    }
    if (sample > 0) {
      StudyOptions.refuseImported(study);
    }
    StudyStore store = options.existingStore(study);
    List<RunSpec> plan = Plan.of(study);
    Findings findings =
        StudyIntegrity.check(store, plan.stream().map(RunSpec::runId).collect(Collectors.toSet()));
    List<String> problems = new ArrayList<>(findings.problems());
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s: %d records and %d telemetry files of %,d bytes checked; %d runs are planned"
            .formatted(
                study.name(),
                findings.records(),
                findings.telemetryFiles(),
                findings.telemetryBytes(),
                plan.size()));
    if (problems.isEmpty() && sample > 0) {
      if (mayRunAgain(study)) {
        problems.addAll(runAgain(study, store, plan));
      } else {
        say(
            "%s: no run is done again, because its command stands only in the workspace: %s; give the study file, or --rerun"
                .formatted(study.name(), String.join(" ", study.workload().command())));
      }
    }
    problems.forEach(out::println);
    out.println(
        problems.isEmpty()
            ? "Nothing is missing, damaged or changed."
            : problems.size() + " problems");
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.SOME_RUNS_FAILED;
  }

  private int compare(StudyStore store, StudyStore with) {
    StudyComparison comparison = StudyComparison.of(store, with);
    PrintWriter out = spec.commandLine().getOut();
    int equal = comparison.common() - comparison.different().size();
    out.println("%s and %s".formatted(store.location(), with.location()));
    out.println(
        "%d of %d runs that both have finished took the same path; %d are in one of them only"
            .formatted(equal, comparison.common(), comparison.onlyOne()));
    if (comparison.pathless() > 0) {
      out.println(
          "%d finished runs report no trajectory: they cannot be compared"
              .formatted(comparison.pathless()));
    }
    comparison.different().forEach(out::println);
    boolean same = comparison.common() > 0 && comparison.different().isEmpty();
    return same ? ExitCode.DONE : ExitCode.SOME_RUNS_FAILED;
  }

  /**
   * Returns whether runs may be repeated. A workspace is data, so its commands are executed only if
   * the user agrees.
   */
  private boolean mayRunAgain(Study study) {
    return rerun || !options.isByName() || study.workload().builtIn();
  }

  private List<String> runAgain(Study study, StudyStore store, List<RunSpec> plan)
      throws IOException, InterruptedException {
    List<RunRecord> records = store.snapshot().records();
    Map<String, RunSpec> specs =
        plan.stream().collect(Collectors.toMap(RunSpec::runId, Function.identity()));
    List<RunRecord> candidates =
        records.stream()
            .filter(r -> r.outcome() == Outcome.OK && r.trajectory() != null)
            // A run whose dynamics depend on the host's load takes another path each time.
            .filter(r -> !"live".equals(r.parameters().get("grounding")))
            .filter(r -> specs.containsKey(r.runId()))
            .toList();
    int runs = Math.min(sample, candidates.size());
    List<String> problems = new ArrayList<>();
    try (TrialRuns trials = new TrialRuns(study, study.limits(), 1, options.programs(study))) {
      for (int i = 0; i < runs; i++) {
        RunRecord record = candidates.get((int) ((long) i * candidates.size() / runs));
        say(
            "%s: run %s once more, %d of %d; it took %s"
                .formatted(study.name(), record.runId(), i + 1, runs, duration(record)));
        RunRecord again = trials.run(specs.get(record.runId()));
        if (!record.trajectory().equals(again.trajectory())) {
          problems.add(
              "run %s: trajectory %s, and %s when run again (%s)"
                  .formatted(
                      record.runId(), record.trajectory(), again.trajectory(), again.outcome()));
        }
      }
    }
    return problems;
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
  }

  private static String duration(RunRecord record) {
    long millis = record.endedUnixMillis() - record.startedUnixMillis();
    return Progress.time(Duration.ofMillis(millis).toNanos());
  }
}
