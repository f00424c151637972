package dev.runvar.cli;

import dev.runvar.execution.RunEngine;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.RunLimits;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs of a study on this machine, whose results are thrown away. */
final class TrialRuns implements AutoCloseable {

  private final Path directory;
  private final StudyStore store;
  private final RunEngine engine;
  private final ExecutorService executor;

  /**
   * Trials of a study's runs.
   *
   * @param limits in place of the study's own
   * @param slots how many of them {@link #runAll} executes at once
   */
  TrialRuns(Study study, RunLimits limits, int slots) throws IOException {
    directory = Files.createTempDirectory("runvar-trial-");
    store = Workspace.open(directory.toString()).study(study.name());
    engine = new RunEngine(store, study.workload(), study.isolation(), limits, slots);
    executor = Executors.newFixedThreadPool(slots);
  }

  /** Executes runs and returns their records in the same order. */
  List<RunRecord> runAll(List<RunSpec> specs) throws IOException, InterruptedException {
    List<Future<RunRecord>> futures =
        specs.stream().map(spec -> executor.submit(() -> run(spec))).toList();
    List<RunRecord> records = new ArrayList<>();
    try {
      for (Future<RunRecord> future : futures) {
        records.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new UsageException(
          "Cannot execute a trial: %s; allowed: a host with room for temporary files and for processes"
              .formatted(e.getCause().getMessage()));
    }
    return records;
  }

  /** Executes a run; may be called by several threads at once. */
  RunRecord run(RunSpec spec) throws IOException, InterruptedException {
    engine.run(spec);
    return store.records().stream()
        .filter(record -> record.runId().equals(spec.runId()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    try {
      executor.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deleteTree(directory);
  }

  /** Deletes a directory with all that is in it. */
  static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
