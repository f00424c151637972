package dev.runvar.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runvar.program.DurationText;
import dev.runvar.report.text.TextTable;
import dev.runvar.study.Experiment;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the design of a study, and what it will take, without starting it. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Show treatments, runs and their order, and what they will take.",
      "The estimate is from a short pilot whose results are thrown away."
    },
    footer = {
      "",
      "Examples:",
      "  runvar plan conf/quick.yaml",
      "  runvar plan conf/quick.yaml --runs --pilot 0s",
      "  runvar plan conf/quick.yaml --format json",
      "  runvar plan conf/paper8.yaml --pilot 2m"
    })
final class PlanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private StudyOptions.ExperimentOption experiment;
  @Mixin private FormatOption format;

  @Option(names = "--runs", description = "List every run, in its order.")
  private boolean everyRun;

  @Option(
      names = "--pilot",
      paramLabel = "TIME",
      defaultValue = "20s",
      description = "About how long the pilot may take, 0s for none; default: ${DEFAULT-VALUE}.")
  private String pilot;

  @Option(
      names = "--rerun",
      description = {
        "Execute the pilot although the command stands only in the workspace,",
        "which may be somebody else's; not needed with a study file."
      })
  private boolean rerun;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Duration length =
        DurationText.parse(pilot)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--pilot: \"%s\" is not allowed; allowed: %s"
                            .formatted(pilot, DurationText.ALLOWED)));
    Study study = options.study();
    if (!length.isZero()) {
      StudyOptions.refuseImported(study);
    }
    List<RunSpec> runs = experiment.runsOf(study);
    PrintWriter out = spec.commandLine().getOut();
    if (!format.isText()) {
      out.print(json(study, runs));
      out.flush();
      return ExitCode.DONE;
    }
    out.println(
        "%s: %d runs of %d cycles, %d seeds per treatment, isolation %s"
            .formatted(
                study.name(),
                runs.size(),
                study.cycles(),
                study.replications(),
                study.isolation().name().toLowerCase(Locale.ROOT)));
    out.print(everyRun ? runs(runs) : treatments(study, runs));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    CommandWarnings.of(study).forEach(warning -> err.println(study.name() + ": " + warning));
    if (length.isZero()) {
      return ExitCode.DONE;
    }
    if (options.isByName() && !study.workload().builtIn() && !rerun) {
      err.println(
          "%s: no pilot, because its command stands only in the workspace: %s; give the study file, or --rerun"
              .formatted(study.name(), String.join(" ", study.workload().command())));
      return ExitCode.DONE;
    }
    return pilot(study, runs, length);
  }

  private int pilot(Study study, List<RunSpec> runs, Duration length)
      throws IOException, InterruptedException {
    spec.commandLine()
        .getErr()
        .println(
            "%s: a pilot of about %s".formatted(study.name(), Progress.time(length.toNanos())));
    int slots = study.slots() == null ? Runtime.getRuntime().availableProcessors() : study.slots();
    List<Pilot> pilots = Pilot.of(study, runs, slots, length, options.programs(study));
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.print(PilotText.of(pilots, slots));
    out.flush();
    boolean anyFailed = pilots.stream().anyMatch(experiment -> !experiment.failures().isEmpty());
    return anyFailed ? ExitCode.SOME_RUNS_FAILED : ExitCode.DONE;
  }

  /** Returns only the plan as JSON, without the predictions of a pilot. */
  private static String json(Study study, List<RunSpec> runs) throws IOException {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("study", study.name());
    plan.put("cycles", study.cycles());
    plan.put("replications", study.replications());
    plan.put("isolation", study.isolation().name().toLowerCase(Locale.ROOT));
    plan.put("runs", runs);
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(plan) + "\n";
  }

  private static TextTable treatments(Study study, List<RunSpec> runs) {
    TextTable table = new TextTable(3, "experiment", "treatment", "variant", "runs");
    for (Experiment e : study.experiments()) {
      Map<String, Long> count =
          runs.stream()
              .filter(run -> run.experiment().equals(e.id()))
              .collect(Collectors.groupingBy(run -> levels(run.levels()), Collectors.counting()));
      // Computed once, because it goes through all treatments, of which there may be a million.
      String variant = e.variant();
      e.treatments().stream()
          .map(treatment -> levels(treatment.levels()))
          .filter(count::containsKey)
          .forEach(levels -> table.row(e.id(), levels, variant, count.get(levels).toString()));
    }
    return table;
  }

  private static TextTable runs(List<RunSpec> runs) {
    TextTable table =
        new TextTable(3, "run", "experiment", "treatment", "order", "replication", "seed");
    for (RunSpec run : runs) {
      table.row(
          run.runId(),
          run.experiment(),
          levels(run.levels()),
          String.valueOf(run.order()),
          String.valueOf(run.replication()),
          String.valueOf(run.seed()));
    }
    return table;
  }

  private static String levels(Map<String, String> levels) {
    return levels.entrySet().stream()
        .map(level -> level.getKey() + "=" + level.getValue())
        .collect(Collectors.joining(" "));
  }
}
