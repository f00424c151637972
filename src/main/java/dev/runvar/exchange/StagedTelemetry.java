package dev.runvar.exchange;

import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.store.TelemetryParts;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Writes telemetry of runs, one after the other, under names that readers ignore. It is then
 * published or dropped as a whole.
 *
 * <p>A thread of its own writes while the caller reads on. After the first error nothing more is
 * written, and {@link #complete} reports the error, so that a mistake in the input is reported
 * first. To be used by one thread.
 */
final class StagedTelemetry implements AutoCloseable {

  /** Each run is one file, because nobody reads an import while it goes on. */
  private static final Duration PART_LENGTH = Duration.ofDays(365);

  /** One batch is filled while the others are written. */
  private static final int BATCHES = 4;

  private final StudyStore store;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(StagedTelemetry::newThread);
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES);
  private Batch filling;
  private boolean kept;
  private volatile Throwable failure;
  private volatile boolean abandoned;

  // The fields below are the writing thread's until it has ended.
  private final List<Staged> staged = new ArrayList<>();
  private final Set<String> experiments = new HashSet<>();
  private final List<String> madeDirectories = new ArrayList<>();
  private TelemetryParts open;
  private String experiment;

  /** The telemetry of one run, which is complete. */
  record Staged(String experiment, List<TelemetryPart> parts, long timedCycles) {}

  /** Rows on their way to the writing thread. */
  private static final class Batch {

    private static final int ROWS = 256;

    private final CycleRow[] rows =
        Stream.generate(CycleRow::new).limit(ROWS).toArray(CycleRow[]::new);
    private int size;

    private void add(CycleRow row) {
      rows[size].copyFrom(row);
      size++;
    }

    private boolean isFull() {
      return size == ROWS;
    }

    private void writeTo(TelemetryParts telemetry) throws IOException {
      for (int i = 0; i < size; i++) {
        telemetry.write(rows[i]);
      }
    }
  }

  StagedTelemetry(StudyStore store) {
    this.store = store;
    for (int i = 0; i < BATCHES; i++) {
      free.add(new Batch());
    }
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "telemetry-writer");
    thread.setDaemon(true);
    return thread;
  }

  /** Begins the telemetry of the next run. */
  void begin(String experimentOfRun, String runId, String attempt) {
    execute(
        () -> {
          if (experiments.add(experimentOfRun)) {
            // The lowest first: these are in directories that were made before.
            madeDirectories.addAll(0, store.files().missingDirectories(experimentOfRun));
          }
          experiment = experimentOfRun;
          open = store.files().openTelemetry(experimentOfRun, runId, attempt, PART_LENGTH);
        });
  }

  /** Writes a row; the caller may reuse it. */
  void write(CycleRow row) throws IOException {
    if (filling == null) {
      filling = takeFree();
    }
    filling.add(row);
    if (filling.isFull()) {
      send();
    }
  }

  /** Ends the telemetry of the current run. */
  void end() {
    if (filling != null) {
      send();
    }
    execute(
        () -> {
          staged.add(new Staged(experiment, open.complete(), open.timedCycles()));
          open = null;
        });
  }

  private void send() {
    Batch full = filling;
    filling = null;
    thread.execute(
        () -> {
          attempt(() -> full.writeTo(open));
          full.size = 0;
          free.add(full);
        });
  }

  private Batch takeFree() throws IOException {
    try {
      return free.take();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while telemetry was written");
  }

  /** A task of the writing thread. */
  private interface Work {
    void run() throws IOException;
  }

  private void execute(Work work) {
    thread.execute(() -> attempt(work));
  }

  private void attempt(Work work) {
    if (failure != null || abandoned) {
      return;
    }
    try {
      work.run();
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  /**
   * Waits until all is written and returns the telemetry of each run that ended.
   *
   * @throws IOException at the first error of the file system
   */
  List<Staged> complete() throws IOException {
    awaitEnd();
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return List.copyOf(staged);
  }

  private void awaitEnd() throws IOException {
    thread.shutdown();
    try {
      while (!thread.awaitTermination(1, TimeUnit.DAYS)) {
        // Wait without a limit: a slow disk still answers.
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Gives the files their names. Readers still ignore telemetry without a record. */
  void publish() throws IOException {
    for (Staged each : staged) {
      store.files().publishTelemetry(each.experiment(), each.parts());
    }
  }

  /** Keeps the files, because records refer to them. */
  void keep() {
    kept = true;
  }

  /** Drops the files, and the directories that were made for them, unless they are kept. */
  @Override
  public void close() throws IOException {
    abandoned = true;
    awaitEnd();
    if (kept) {
      return;
    }
    if (open != null) {
      open.close();
    }
    for (Staged each : staged) {
      store.files().dropTelemetry(each.experiment(), each.parts());
    }
    store.files().dropDirectories(madeDirectories);
  }
}
