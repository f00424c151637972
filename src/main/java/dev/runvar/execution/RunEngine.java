package dev.runvar.execution;

import dev.runvar.probe.Probe;
import dev.runvar.store.Failure;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryFile;
import dev.runvar.store.TelemetryPart;
import dev.runvar.study.Isolation;
import dev.runvar.study.RunSpec;
import dev.runvar.study.WorkloadSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes runs one after the other and commits each: plain Java, whatever spreads the runs. */
public final class RunEngine {

  private static final Logger LOG = LoggerFactory.getLogger(RunEngine.class);

  private final StudyStore store;
  private final Isolation isolation;
  private final RunExecutor executor;
  private final int slots;
  private final String host = hostName();

  /**
   * An engine for the runs of one study.
   *
   * @param slots runs that this host executes at once, for the record
   */
  public RunEngine(
      StudyStore store, WorkloadSpec workload, Isolation isolation, Duration timeout, int slots) {
    this.store = store;
    this.isolation = isolation;
    this.slots = slots;
    executor =
        isolation == Isolation.THREAD
            ? new ThreadRunExecutor(timeout)
            : new ProcessRunExecutor(workload, timeout);
  }

  /** Executes and commits one run; an exception means that nothing was committed. */
  public RunSummary run(RunSpec spec) throws IOException, InterruptedException {
    String attemptId = newAttemptId();
    Path scratch = Files.createTempDirectory("runvar-" + spec.runId() + "-");
    try (TelemetryFile file = store.openTelemetry(spec.experiment(), spec.runId(), attemptId);
        Probe probe = new Probe(scratch, Probe.DEFAULT_INTERVAL)) {
      String scratchType = Files.getFileStore(scratch).type();
      RunRecorder recorder = new RunRecorder(file, probe);
      long started = System.currentTimeMillis();
      RunResult result = executor.execute(new Attempt(spec, attemptId, scratch, probe, recorder));
      long ended = System.currentTimeMillis();
      store.commit(
          record(spec, attemptId, started, ended, scratchType, result, recorder, file.finish()));
      String message = result.failure().map(Failure::message).orElse("");
      return new RunSummary(spec.runId(), spec.experiment(), result.outcome(), message);
    } finally {
      removeTree(scratch);
    }
  }

  private RunRecord record(
      RunSpec spec,
      String attemptId,
      long started,
      long ended,
      String scratchType,
      RunResult result,
      RunRecorder recorder,
      TelemetryPart part) {
    return new RunRecord(
        RunRecord.SCHEMA,
        spec.runId(),
        attemptId,
        spec.matchId(),
        spec.experiment(),
        spec.levels(),
        spec.parameters(),
        spec.replication(),
        spec.seed(),
        spec.order(),
        spec.cycles(),
        isolation,
        host,
        slots,
        scratchType,
        started,
        ended,
        result.outcome(),
        result.failure().orElse(null),
        recorder.cycles(),
        result.end().trajectory().orElse(null),
        result.end().outputs(),
        List.of(part));
  }

  /** Attempt ids are unique everywhere, and sort by the time of their start. */
  private static String newAttemptId() {
    String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return "%012x%s".formatted(System.currentTimeMillis(), random);
  }

  /**
   * Removes the scratch directory as far as it goes: a process that the workload left behind may
   * still write there, and that must not undo a commit.
   */
  private static void removeTree(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Cannot remove the scratch directory {}: {}", directory, e.toString());
    }
  }

  /** A host whose name does not resolve, as in some containers, still has runs to record. */
  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
    }
  }
}
