package dev.runvar.cli;

import dev.runvar.execution.RunEngine;
import dev.runvar.program.Program;
import dev.runvar.store.ProgramStore;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TemporaryDirectory;
import dev.runvar.store.Workspace;
import dev.runvar.study.RunLimits;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.WorkloadSpec;
import dev.runvar.study.Workloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Executes runs of a study on this machine, and discards their results. */
final class TrialRuns implements AutoCloseable {

  private final TemporaryDirectory directory;
  private final StudyStore store;
  private final Workloads workloads;
  private final Function<WorkloadSpec, RunEngine> engine;
  private final ExecutorService executor;

  /**
   * Trials of a study's runs.
   *
   * @param limits limits instead of the study's own
   * @param slots how many of them are executed at once
   * @param programs store with the study's program; empty to read its files anew
   */
  TrialRuns(Study study, RunLimits limits, int slots, Optional<ProgramStore> programs)
      throws IOException {
    executor = Executors.newFixedThreadPool(slots);
    directory = new TemporaryDirectory("runvar-trial-", this::endRuns);
    store = Workspace.open(directory.path().toString()).study(study.name());
    for (Program program : study.workloads().programs()) {
      if (programs.isPresent()) {
        store.programs().saveFrom(programs.get(), program);
      } else {
        store.programs().save(program);
      }
    }
    engine = workload -> new RunEngine(store, workload, study.isolation(), limits, slots);
    workloads = study.workloads();
  }

  /** Executes runs and returns their records in the same order. */
  List<RunRecord> runAll(List<RunSpec> specs) throws InterruptedException {
    List<Future<RunRecord>> futures =
        specs.stream().map(spec -> executor.submit(() -> execute(spec))).toList();
    List<RunRecord> records = new ArrayList<>();
    try {
      for (Future<RunRecord> future : futures) {
        records.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new UsageException(
          "Cannot execute a trial: %s; make room for temporary files and for processes"
              .formatted(e.getCause().getMessage()));
    }
    return records;
  }

  /** Executes a run and returns its record. */
  RunRecord run(RunSpec spec) throws InterruptedException {
    return runAll(List.of(spec)).get(0);
  }

  private RunRecord execute(RunSpec spec) throws IOException, InterruptedException {
    engine.apply(workloads.of(spec.experiment())).run(spec);
    return store.records().stream()
        .filter(record -> record.runId().equals(spec.runId()))
        .findFirst()
        .orElseThrow();
  }

  private void endRuns() {
    executor.shutdownNow();
    try {
      executor.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    directory.close();
  }
}
