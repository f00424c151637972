package dev.runvar.cli;

import dev.runvar.report.Report;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.Failure;
import dev.runvar.store.Manifest;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunLimits;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The first command for a program that nobody has described yet. */
@Command(
    name = "diagnose",
    mixinStandardHelpOptions = true,
    customSynopsis = "runvar diagnose [OPTIONS] -- COMMAND...",
    description = {
      "Find out why a program slows down while it runs.",
      "Replicates of a command are run, each with a sampling profiler beside it.",
      "Nothing in the program has to be changed."
    },
    footer = {
      "",
      "Cycles are found by themselves in Mesa, SimPy and Gymnasium models, in programs",
      "that write runvar telemetry, and in those that print a number that counts, such",
      "as \"day 17\". For others, name a function, or a line of output that ends a cycle.",
      "A program gets its seed as RUNVAR_SEED, and as {seed} in its arguments.",
      "",
      "Examples:",
      "  runvar diagnose -- python3 model.py",
      "  runvar diagnose --step model:Model.step -- python3 run.py --seed {seed}",
      "  runvar diagnose --progress '^step \\d+' --runs 1 -- ./simulate input.txt",
      "  runvar diagnose --save study.yaml -- python3 model.py",
      "  runvar diagnose --against diagnose-model -- python3 model.py   after a change"
    })
final class DiagnoseCommand implements Callable<Integer> {

  /**
   * Time limit of a trial without the profiler. It is made if profiled runs failed within half of
   * this time.
   */
  private static final Duration LONGEST_TRIAL = Duration.ofMinutes(1);

  /** Messages of failures that say what the program did. */
  private static final Pattern DONE_BY_PROGRAM =
      Pattern.compile("(ended|ran|took|wrote) .*", Pattern.DOTALL);

  /** What standard input is, on Linux. */
  private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");

  @Spec private CommandSpec spec;

  @Option(
      names = "--progress",
      paramLabel = "REGEX",
      description = "A line of output that this matches ends a cycle.")
  private String progress;

  @Option(
      names = "--step",
      paramLabel = "MODULE:FUNCTION",
      description = "Python: each outermost call of this function is a cycle.")
  private String step;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = {
        "Replicates, each with a seed of its own; default: ${DEFAULT-VALUE}.",
        "From 5 on, the answer is about further runs; with fewer, about these alone."
      })
  private int runs;

  @Option(
      names = "--cycles",
      paramLabel = "N",
      description = "Given to the program as RUNVAR_CYCLES and {cycles}; default: its own number.")
  private Integer cycles;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "A run that takes longer is ended, as in 30s or 10m.")
  private String timeout;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = {
        "Runs at the same time; more than one disturb each other. Default: 1, and on a",
        "cluster as many as an executor has cores."
      })
  private Integer slots;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the study file that `runvar run` takes.")
  private Path save;

  @Option(
      names = "--work",
      paramLabel = "GAUGE",
      split = ",",
      description = "Gauges that say how much a cycle has to do, as in --work agents.")
  private List<String> work = List.of();

  @Option(
      names = "--against",
      paramLabel = "STUDY",
      description = "Compare with a study that diagnose made before the program was changed.")
  private String against;

  @Mixin private StudyOptions.WorkspaceOption workspace;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The program and its arguments, after --.")
  private List<String> command;

  @Override
  public Integer call() throws IOException {
    DiagnoseStudy wanted =
        new DiagnoseStudy(
            command,
            progress,
            step,
            runs,
            cycles,
            timeout,
            slots == null && !spark.isCluster() ? Integer.valueOf(1) : slots,
            work,
            DiagnoseStudy.Profiling.AUTO);
    String ownName = DiagnoseStudy.name(command);
    Workspace place = workspace.open();
    if (against != null) {
      String location = StudyOptions.storeOf(place, against).location();
      against = against.contains("/") ? location : against;
    }
    Study first = study(wanted, ownName);
    if (save != null) {
      save(wanted.text(ownName));
    }
    Study study = unfinishedOrNew(place, wanted, first);
    PrintWriter err = spec.commandLine().getErr();
    if (isFile(STANDARD_INPUT)) {
      err.println(
          "runvar: the program gets an empty standard input; use sh -c 'COMMAND < FILE' to give it a file");
    }
    try (SparkJobs jobs = spark.jobs(study)) {
      StudySnapshot snapshot = executed(place, jobs, study);
      Optional<String> failure = failureOfAll(snapshot, runs);
      Optional<DiagnoseStudy> unprofiled =
          failure.flatMap(why -> suited(wanted.unprofiled(), snapshot.records().get(0)));
      if (unprofiled.isPresent()) {
        err.println(
            "runvar: with a profiler %s; without one the program runs, and the answer names no function"
                .formatted(failure.get()));
        study = unfinishedOrNew(place, unprofiled.get(), study(unprofiled.get(), ownName));
        return answer(place, jobs, study, executed(place, jobs, study));
      }
      if (failure.isPresent()) {
        err.println("runvar: " + failure.get());
        return ExitCode.SOME_RUNS_FAILED;
      }
      return answer(place, jobs, study, snapshot);
    }
  }

  /** Whether there is input that the user may mean for the program. */
  private static boolean isFile(Path standardInput) {
    try {
      return Files.isRegularFile(standardInput.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private StudySnapshot executed(Workspace place, SparkJobs jobs, Study study) {
    StudyStore store = place.study(study.name());
    List<RunSpec> plan = Plan.of(study);
    new Simulation(store, new Simulation.Options(), spec.commandLine().getErr())
        .run(place, jobs, study, plan, plan);
    return store.sampledSnapshot();
  }

  private int answer(Workspace place, SparkJobs jobs, Study study, StudySnapshot snapshot)
      throws IOException {
    StudyStore store = place.study(study.name());
    PrintWriter out = spec.commandLine().getOut();
    AnalysisStage.Result result =
        new AnalysisStage(jobs).run(store, study, snapshot, spec.commandLine().getErr());
    ReportStage.Location location = ReportStage.runUnlessDone(store, result.snapshot());
    Report report = Report.of(result.analysis(), StudyOrigin.of(store, result.snapshot()));
    format.print(out, report);
    if (format.isText()) {
      out.println("Report:   " + location.page());
    }
    format.printTables(out, report);
    return result.exitCode();
  }

  /**
   * Returns the study without a profiler, if a profiled run failed early and a trial without the
   * profiler does not fail.
   */
  private Optional<DiagnoseStudy> suited(Optional<DiagnoseStudy> unprofiled, RunRecord failed) {
    long failedMillis = failed.endedUnixMillis() - failed.startedUnixMillis();
    boolean wasProfiled = failed.profile() != null && failed.profile().profiler() != null;
    if (unprofiled.isEmpty() || !wasProfiled || failedMillis > LONGEST_TRIAL.toMillis() / 2) {
      return Optional.empty();
    }
    Study study = study(unprofiled.get(), DiagnoseStudy.name(command));
    RunLimits limits = new RunLimits(LONGEST_TRIAL.toMillis(), study.limits().memoryBytes());
    try (TrialRuns trials = new TrialRuns(study, limits, 1, Optional.empty())) {
      RunRecord trial = trials.run(Plan.of(study).get(0));
      boolean goesOn = trial.outcome() == Outcome.OK || trial.outcome() == Outcome.TIMEOUT;
      return unprofiled.filter(suited -> goesOn);
    } catch (IOException e) {
      throw new UsageException(
          "Cannot execute a trial: %s; make room for temporary files".formatted(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Study study(DiagnoseStudy wanted, String name) {
    Study study = StudyReader.parse("diagnose", wanted.text(name));
    return against == null ? study : study.comparedWith(against);
  }

  private void save(String text) {
    try {
      Files.writeString(save, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException(
          "--save %s: cannot be written: %s; give a file in a directory that can be written"
              .formatted(save, e.getMessage()));
    }
  }

  /**
   * Returns the unfinished study of the same command if it was interrupted, else a study with a new
   * name, because modules of the program may have changed unnoticed.
   */
  private Study unfinishedOrNew(Workspace place, DiagnoseStudy wanted, Study first) {
    for (int number = 2; ; number++) {
      Study study =
          number == 2 ? first : study(wanted, "%s-%d".formatted(first.name(), number - 1));
      StudyStore store = place.study(study.name());
      Optional<Manifest> there = store.manifestAsItIs();
      if (there.isEmpty()) {
        return study;
      }
      Set<String> planned = Plan.of(study).stream().map(RunSpec::runId).collect(Collectors.toSet());
      if (there.get().study().equals(study)
          && !store.committedRunIds().containsAll(planned)
          && !hasStopped(store.sampledSnapshot())) {
        return study;
      }
    }
  }

  /** Returns whether a study was not interrupted, but ended because no run worked. */
  private static boolean hasStopped(StudySnapshot snapshot) {
    return snapshot.records().size() > 1
        && snapshot.records().stream().noneMatch(DiagnoseCommand::saysSomething);
  }

  /** Returns one line if no run has a result. */
  private static Optional<String> failureOfAll(StudySnapshot snapshot, int planned) {
    List<RunRecord> records = snapshot.records();
    if (records.isEmpty() || records.stream().anyMatch(DiagnoseCommand::saysSomething)) {
      return Optional.empty();
    }
    RunRecord first = records.get(0);
    Failure failure = first.failure();
    String which =
        planned == 1
            ? "the run failed"
            : "%s %d runs failed"
                .formatted(records.size() < planned ? "the first" : "all", records.size());
    boolean isOfProgram = DONE_BY_PROGRAM.matcher(failure.message()).matches();
    return Optional.of(
        "%s: %s%s%s"
            .formatted(
                which,
                isOfProgram ? "the program " : "",
                failure.message(),
                isOfProgram && !failure.message().contains(": ") ? lastOutput(failure) : ""));
  }

  private static boolean saysSomething(RunRecord run) {
    return run.outcome() == Outcome.OK || run.showsGrowthUntilItsEnd();
  }

  private static String lastOutput(Failure failure) {
    List<String> lines =
        failure.lastErrors().isEmpty() ? failure.lastOutput() : failure.lastErrors();
    return lines.isEmpty()
        ? "; it printed nothing"
        : "; its last line is: " + lines.get(lines.size() - 1);
  }
}
