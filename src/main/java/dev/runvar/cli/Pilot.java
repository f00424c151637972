package dev.runvar.cli;

import dev.runvar.store.Outcome;
import dev.runvar.store.ProgramStore;
import dev.runvar.store.RunRecord;
import dev.runvar.store.TelemetryPart;
import dev.runvar.study.RunLimits;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Predicts the cost of an experiment's runs, from the start of one run per treatment on this
 * machine.
 *
 * @param secondsARun seconds per run; empty if no cycle ended in the pilot
 * @param bytesARun bytes of telemetry per run; empty likewise
 * @param memoryBytes the largest memory of a run; empty if runs have no process of their own
 * @param failures failures in the pilot, one line each
 */
record Pilot(
    String experiment,
    int runs,
    OptionalDouble secondsARun,
    OptionalDouble bytesARun,
    OptionalDouble memoryBytes,
    List<String> failures) {

  /** If there are more treatments than this, the pilot runs a sample of them. */
  private static final int MOST_TRIALS = 24;

  /** A process must have the time to start. */
  private static final Duration SHORTEST_TRIAL = Duration.ofSeconds(3);

  Pilot {
    failures = List.copyOf(failures);
  }

  /**
   * Executes the pilot of a study.
   *
   * @param runs the runs that the study will execute
   * @param slots how many of them at once
   * @param length about how long the pilot may take
   * @param programs store with the study's program; empty to read its files anew
   */
  static List<Pilot> of(
      Study study, List<RunSpec> runs, int slots, Duration length, Optional<ProgramStore> programs)
      throws IOException, InterruptedException {
    Map<String, List<RunRecord>> trials = new LinkedHashMap<>();
    for (RunRecord record : execute(study, chosen(runs), slots, length, programs)) {
      trials.computeIfAbsent(record.experiment(), id -> new ArrayList<>()).add(record);
    }
    return trials.entrySet().stream()
        .map(
            experiment -> {
              long count =
                  runs.stream().filter(r -> r.experiment().equals(experiment.getKey())).count();
              return of(study, experiment.getKey(), (int) count, experiment.getValue());
            })
        .toList();
  }

  /** Returns the same number of treatments of each experiment, at least one. */
  private static List<RunSpec> chosen(List<RunSpec> runs) {
    Map<String, List<RunSpec>> byExperiment = new LinkedHashMap<>();
    runs.stream()
        .filter(run -> run.replication() == runs.get(0).replication())
        .forEach(
            run ->
                byExperiment.computeIfAbsent(run.experiment(), id -> new ArrayList<>()).add(run));
    int each = Math.max(1, MOST_TRIALS / byExperiment.size());
    // Within a replication, treatments are shuffled, so the first ones are a random sample.
    return byExperiment.values().stream()
        .flatMap(treatments -> treatments.stream().limit(each))
        .toList();
  }

  private static List<RunRecord> execute(
      Study study,
      List<RunSpec> chosen,
      int slots,
      Duration length,
      Optional<ProgramStore> programs)
      throws IOException, InterruptedException {
    Duration each = length.multipliedBy(slots).dividedBy(chosen.size());
    long timeout = Math.max(each.toMillis(), SHORTEST_TRIAL.toMillis());
    RunLimits limits =
        new RunLimits(
            Math.min(timeout, study.limits().timeoutMillis()), study.limits().memoryBytes());
    try (TrialRuns trials = new TrialRuns(study, limits, slots, programs)) {
      return trials.runAll(chosen);
    }
  }

  private static Pilot of(Study study, String experiment, int runs, List<RunRecord> trials) {
    List<RunRecord> timed =
        trials.stream().filter(trial -> !failed(trial) && trial.cycleNanos() > 0).toList();
    return new Pilot(
        experiment,
        runs,
        timed.stream().mapToDouble(trial -> seconds(trial, study.cycles())).average(),
        timed.stream().mapToDouble(trial -> bytes(trial, study.cycles())).average(),
        trials.stream()
            .filter(trial -> trial.peakRssBytes() != null)
            .mapToDouble(RunRecord::peakRssBytes)
            .max(),
        trials.stream().filter(Pilot::failed).map(Pilot::failure).distinct().toList());
  }

  /** Extrapolates to a whole run; time outside cycles, such as the start, counts once. */
  private static double seconds(RunRecord trial, int cycles) {
    double whole = (trial.endedUnixMillis() - trial.startedUnixMillis()) / 1e3;
    double inside = trial.cycleNanos() / 1e9;
    return whole - inside + inside / trial.cycles() * cycles;
  }

  private static double bytes(RunRecord trial, int cycles) {
    double bytes = trial.telemetry().stream().mapToLong(TelemetryPart::bytes).sum();
    return bytes / trial.cycles() * cycles;
  }

  /** Returns whether a trial failed; reaching the time limit of the pilot is expected. */
  private static boolean failed(RunRecord trial) {
    return trial.outcome() != Outcome.OK && trial.outcome() != Outcome.TIMEOUT;
  }

  private static String failure(RunRecord trial) {
    return "%s: %s: %s".formatted(trial.experiment(), trial.outcome(), trial.failure().message());
  }
}
