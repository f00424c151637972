package dev.runvar.execution;

import dev.runvar.instrument.Probe;
import dev.runvar.store.Build;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunBatch;
import dev.runvar.store.RunMarker;
import dev.runvar.store.RunProfile;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.store.TelemetryParts;
import dev.runvar.study.Isolation;
import dev.runvar.study.RunLimits;
import dev.runvar.study.RunSpec;
import dev.runvar.study.WorkloadSpec;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.InstrumentCost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Executes runs one after the other and commits them: plain Java, whatever spreads the runs. */
public final class RunEngine implements AutoCloseable {

  /** After this time, what a run has written so far can be read. */
  private static final Duration PART_LENGTH = Duration.ofMinutes(10);

  /** What a host that dies takes of short runs that had ended. */
  private static final Duration BATCH_LENGTH = Duration.ofSeconds(5);

  /** A file of several runs is read as a whole. */
  private static final long ROWS_OF_BATCH = 50_000;

  /** Each experiment has a batch of its own, whose file is open. */
  private static final int MOST_BATCHES = 16;

  private static final String UNKNOWN = "unknown";

  private final StudyStore store;
  private final WorkloadSpec workload;
  private final Isolation isolation;
  private final RunLimits limits;
  private final RunExecutor executor;
  private final int slots;
  private final Build build;
  private final Duration partLength;
  private final String host = hostName();
  private final Map<String, OpenBatch> open = new HashMap<>();

  /**
   * An engine for the runs of one study.
   *
   * @param store keeps the program of the workload too
   * @param slots runs that this host executes at once, for the record
   */
  public RunEngine(
      StudyStore store, WorkloadSpec workload, Isolation isolation, RunLimits limits, int slots) {
    this(store, workload, isolation, limits, slots, Build.UNKNOWN);
  }

  /**
   * An engine for the runs of one study.
   *
   * @param store keeps the program of the workload too
   * @param slots runs that this host executes at once, for the record
   * @param build of this program, for the record
   */
  public RunEngine(
      StudyStore store,
      WorkloadSpec workload,
      Isolation isolation,
      RunLimits limits,
      int slots,
      Build build) {
    this(store, workload, isolation, limits, slots, build, PART_LENGTH);
  }

  RunEngine(
      StudyStore store,
      WorkloadSpec workload,
      Isolation isolation,
      RunLimits limits,
      int slots,
      Build build,
      Duration partLength) {
    this.store = store;
    this.workload = workload;
    this.isolation = isolation;
    this.limits = limits;
    this.slots = slots;
    this.build = build;
    this.partLength = partLength;
    executor =
        isolation == Isolation.THREAD
            ? new ThreadRunExecutor(limits.timeout())
            : new ProcessRunExecutor(workload, limits, store.programs());
  }

  /** Returns why no process can be started with the values of a run, if that is so. */
  public static Optional<String> startProblem(WorkloadSpec workload, RunSpec spec) {
    return CommandLine.problem(workload, spec);
  }

  /**
   * Executes and commits one run; an exception means that nothing was committed.
   *
   * @throws RunStartException if this host cannot execute runs
   * @throws IOException if the workspace cannot be written
   */
  public Outcome run(RunSpec spec) throws IOException, InterruptedException {
    try (OpenBatch batch = new OpenBatch(spec)) {
      Outcome outcome = batch.run(spec);
      batch.commit();
      return outcome;
    }
  }

  /**
   * Executes one run, which is committed together with others: soon, and at the latest by {@link
   * #close}, which also commits those that ended before an exception.
   *
   * @throws RunStartException if this host cannot execute runs
   * @throws IOException if the workspace cannot be written
   */
  public Outcome runTogether(RunSpec spec) throws IOException, InterruptedException {
    OpenBatch batch = open.get(spec.experiment());
    if (batch == null) {
      batch = new OpenBatch(spec);
      open.put(spec.experiment(), batch);
    }
    Outcome outcome = batch.run(spec);
    if (open.size() > MOST_BATCHES || batch.isDue()) {
      commit();
    }
    return outcome;
  }

  private void commit() throws IOException {
    IOException failure = null;
    for (OpenBatch each : open.values()) {
      try (OpenBatch batch = each) {
        batch.commit();
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    open.clear();
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Commits what {@link #runTogether} has left to be committed, also on a thread that is to end.
   */
  @Override
  public void close() throws IOException {
    boolean isInterrupted = Thread.interrupted();
    try {
      commit();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Runs of one experiment that are committed together, with one marker for all. */
  private final class OpenBatch implements AutoCloseable {

    private final RunMarker first;
    private final RunBatch runs;
    private final Heartbeat heartbeat;
    private final AtomicLong cycles = new AtomicLong();

    OpenBatch(RunSpec spec) throws IOException {
      first = newMarker(spec);
      runs =
          store
              .files()
              .openBatch(spec.experiment(), spec.runId() + "-" + first.attempt(), partLength);
      heartbeat = new Heartbeat(store, first, cycles::getAcquire);
    }

    Outcome run(RunSpec spec) throws IOException, InterruptedException {
      RunMarker marker = runs.isEmpty() ? first : newMarker(spec);
      cycles.set(0);
      try (ScratchDirectory scratch = ScratchDirectory.create(spec.runId());
          RunProfiler profiler = RunProfiler.of(workload.profile(), scratch.path())) {
        return attempt(spec, marker, scratch, profiler, cycles, runs);
      }
    }

    /** Long runs are not kept from readers for the sake of few files. */
    boolean isDue() {
      return runs.age().compareTo(BATCH_LENGTH) >= 0 || runs.rows() >= ROWS_OF_BATCH;
    }

    void commit() throws IOException {
      runs.commit();
    }

    @Override
    public void close() throws IOException {
      try {
        runs.close();
      } finally {
        heartbeat.stop();
      }
    }
  }

  /** Commits a run as one that something else ended, without executing it. */
  public Outcome giveUp(RunSpec spec, String why) throws IOException {
    RunMarker marker = newMarker(spec);
    RunResult result = RunResult.failed(Outcome.KILLED, why);
    store.commit(record(spec, marker, Telemetry.none(), result, null, List.of()));
    return Outcome.KILLED;
  }

  private RunMarker newMarker(RunSpec spec) {
    long now = System.currentTimeMillis();
    return new RunMarker(
        spec.runId(),
        StudyStore.newAttemptId(),
        spec.experiment(),
        host,
        spec.cycles(),
        now,
        0,
        now);
  }

  private Outcome attempt(
      RunSpec spec,
      RunMarker marker,
      ScratchDirectory scratch,
      RunProfiler profiler,
      AtomicLong cycles,
      RunBatch batch)
      throws IOException, InterruptedException {
    TelemetryParts parts = batch.begin(spec.runId());
    try (Probe probe = new Probe(Probe.DEFAULT_INTERVAL)) {
      Optional<String> fileSystem = scratch.fileSystem();
      RunRecorder recorder = new RunRecorder(parts, probe, cycles, profiler);
      RunResult result =
          executor.execute(
              new Attempt(spec, marker.attempt(), scratch.path(), probe, recorder, profiler));
      Instrumentation instrumentation = instrumentation(recorder);
      if (instrumentation == Instrumentation.READINGS) {
        recorder.recordReadings();
      }
      Telemetry telemetry =
          new Telemetry(
              fileSystem.orElse(UNKNOWN),
              OptionalDouble.of(probe.hostCores()),
              instrumentation,
              recorder.cycles(),
              recorder.wallNanos(),
              probe.peakRssBytes(),
              costs(probe, recorder),
              sources(probe, recorder),
              System.currentTimeMillis(),
              parts.timedCycles());
      RunProfile profile =
          profiler.store(store, spec.experiment(), spec.runId() + "-" + marker.attempt(), recorder);
      batch.end(files -> record(spec, marker, telemetry, result, profile, files));
      return result.outcome();
    }
  }

  /** What an attempt left for its record. */
  private record Telemetry(
      String scratchFileSystem,
      OptionalDouble hostCores,
      Instrumentation instrumentation,
      long cycles,
      long wallNanos,
      OptionalLong peakRssBytes,
      List<InstrumentCost> instrument,
      Map<String, String> sources,
      long endedUnixMillis,
      long timedCycles) {

    static Telemetry none() {
      return new Telemetry(
          UNKNOWN,
          OptionalDouble.empty(),
          Instrumentation.READINGS,
          0,
          0,
          OptionalLong.empty(),
          List.of(),
          Map.of(),
          System.currentTimeMillis(),
          0);
    }
  }

  private static List<InstrumentCost> costs(Probe probe, RunRecorder recorder) {
    List<InstrumentCost> costs = new ArrayList<>(probe.costs());
    costs.add(new InstrumentCost("recording", recorder.cycles(), recorder.recordingNanos()));
    recorder
        .end()
        .reportingNanos()
        .ifPresent(nanos -> costs.add(new InstrumentCost("reporting", recorder.cycles(), nanos)));
    return costs;
  }

  private static Map<String, String> sources(Probe probe, RunRecorder recorder) {
    Map<String, String> sources = new TreeMap<>(probe.sources());
    recorder.foundLine().ifPresent(line -> sources.put(Column.CYCLE.columnName(), line));
    return sources;
  }

  /** A process that reported no cycle by any way has the instrument's readings for telemetry. */
  private Instrumentation instrumentation(RunRecorder recorder) {
    if (isolation == Isolation.PROCESS && recorder.cycles() == 0) {
      return Instrumentation.READINGS;
    }
    return recorder.instrumentation();
  }

  private RunRecord record(
      RunSpec spec,
      RunMarker marker,
      Telemetry telemetry,
      RunResult result,
      RunProfile profile,
      List<TelemetryPart> files) {
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
        workload.program() == null ? null : workload.fingerprint(),
        build,
        isolation,
        limits.memoryBytes(),
        host,
        telemetry.hostCores().isPresent() ? telemetry.hostCores().getAsDouble() : null,
        slots,
        telemetry.scratchFileSystem(),
        marker.startedUnixMillis(),
        telemetry.endedUnixMillis(),
        result.outcome(),
        result.failure().orElse(null),
        telemetry.instrumentation(),
        telemetry.cycles(),
        telemetry.wallNanos(),
        telemetry.peakRssBytes().isPresent() ? telemetry.peakRssBytes().getAsLong() : null,
        telemetry.instrument(),
        telemetry.sources(),
        result.end().trajectory().orElse(null),
        result.end().outputs(),
        files,
        telemetry.timedCycles(),
        profile);
  }

  /** A host whose name does not resolve, as in some containers, still has runs to record. */
  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
    }
  }
}
