package dev.runvar.execution;

import dev.runvar.probe.Probe;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.RunMarker;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.store.TelemetryParts;
import dev.runvar.study.Isolation;
import dev.runvar.study.RunLimits;
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
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes runs one after the other and commits each: plain Java, whatever spreads the runs. */
public final class RunEngine {

  private static final Logger LOG = LoggerFactory.getLogger(RunEngine.class);

  /** After this time, what a run has written so far can be read. */
  private static final Duration PART_LENGTH = Duration.ofMinutes(10);

  private final StudyStore store;
  private final WorkloadSpec workload;
  private final Isolation isolation;
  private final RunLimits limits;
  private final RunExecutor executor;
  private final int slots;
  private final Duration partLength;
  private final String host = hostName();

  /**
   * An engine for the runs of one study.
   *
   * @param slots runs that this host executes at once, for the record
   */
  public RunEngine(
      StudyStore store, WorkloadSpec workload, Isolation isolation, RunLimits limits, int slots) {
    this(store, workload, isolation, limits, slots, PART_LENGTH);
  }

  RunEngine(
      StudyStore store,
      WorkloadSpec workload,
      Isolation isolation,
      RunLimits limits,
      int slots,
      Duration partLength) {
    this.store = store;
    this.workload = workload;
    this.isolation = isolation;
    this.limits = limits;
    this.slots = slots;
    this.partLength = partLength;
    executor =
        isolation == Isolation.THREAD
            ? new ThreadRunExecutor(limits.timeout())
            : new ProcessRunExecutor(workload, limits);
  }

  /** Executes and commits one run; an exception means that nothing was committed. */
  public RunSummary run(RunSpec spec) throws IOException, InterruptedException {
    String attemptId = newAttemptId();
    long started = System.currentTimeMillis();
    RunMarker marker =
        new RunMarker(
            spec.runId(), attemptId, spec.experiment(), host, spec.cycles(), started, 0, started);
    Path scratch = Files.createTempDirectory("runvar-" + spec.runId() + "-");
    try {
      RunRecord record = attempt(spec, marker, scratch);
      store.commit(record);
      return new RunSummary(spec.runId(), record.outcome());
    } finally {
      removeTree(scratch);
      unmark(marker);
    }
  }

  private RunRecord attempt(RunSpec spec, RunMarker marker, Path scratch)
      throws IOException, InterruptedException {
    try (TelemetryParts telemetry =
            store.openTelemetry(spec.experiment(), spec.runId(), marker.attempt(), partLength);
        Probe probe = new Probe(scratch, Probe.DEFAULT_INTERVAL)) {
      String scratchType = Files.getFileStore(scratch).type();
      RunRecorder recorder = new RunRecorder(store, telemetry, probe, marker);
      RunResult result =
          executor.execute(new Attempt(spec, marker.attempt(), scratch, probe, recorder));
      Instrumentation instrumentation = instrumentation(recorder);
      if (instrumentation == Instrumentation.READINGS) {
        recorder.recordReadings();
      }
      return record(
          spec, marker, scratchType, result, instrumentation, recorder, probe, telemetry.finish());
    }
  }

  /** A process that reported no cycle by any way has the instrument's readings for telemetry. */
  private Instrumentation instrumentation(RunRecorder recorder) {
    if (isolation == Isolation.PROCESS && recorder.cycles() == 0) {
      return Instrumentation.READINGS;
    }
    return workload.progress() == null ? Instrumentation.CONTRACT : Instrumentation.PROGRESS;
  }

  private RunRecord record(
      RunSpec spec,
      RunMarker marker,
      String scratchType,
      RunResult result,
      Instrumentation instrumentation,
      RunRecorder recorder,
      Probe probe,
      List<TelemetryPart> parts) {
    OptionalLong peakRssBytes = probe.peakRssBytes();
    return new RunRecord(
        RunRecord.SCHEMA,
        spec.runId(),
        marker.attempt(),
        spec.matchId(),
        spec.experiment(),
        spec.levels(),
        spec.parameters(),
        spec.replication(),
        spec.seed(),
        spec.order(),
        spec.cycles(),
        isolation,
        limits.memoryBytes(),
        host,
        slots,
        scratchType,
        marker.startedUnixMillis(),
        System.currentTimeMillis(),
        result.outcome(),
        result.failure().orElse(null),
        instrumentation,
        recorder.cycles(),
        recorder.wallNanos(),
        peakRssBytes.isPresent() ? peakRssBytes.getAsLong() : null,
        result.end().trajectory().orElse(null),
        result.end().outputs(),
        parts);
  }

  private void unmark(RunMarker marker) {
    try {
      store.unmark(marker);
    } catch (IOException e) {
      LOG.warn("Cannot remove the marker of run {}: {}", marker.runId(), e.toString());
    }
  }

  /** Attempt ids are unique everywhere, and sort by the time of their start. */
  private static String newAttemptId() {
    String random = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return "%012x%s".formatted(System.currentTimeMillis(), random);
  }

  /**
   * Removes the scratch directory unless a run's watch did or does so; that it cannot be removed
   * must not undo a commit.
   */
  private static void removeTree(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
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
