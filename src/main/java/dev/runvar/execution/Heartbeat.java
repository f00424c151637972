package dev.runvar.execution;

import dev.runvar.store.RunMarker;
import dev.runvar.store.StudyStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the marker of an attempt alive until {@link #stop}, however long a cycle takes.
 *
 * <p>Only what others see of the progress depends on it: that a marker cannot be written ends no
 * run.
 */
final class Heartbeat {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** One for all runs of this process. */
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private final StudyStore store;
  private final RunMarker begin;
  private final LongSupplier cycles;
  private final ScheduledFuture<?> beats;
  private boolean stopped;

  /**
   * Marks the attempt from now on.
   *
   * @param begin the attempt's marker before its first cycle
   * @param cycles how far the attempt is, to be asked by another thread
   */
  Heartbeat(StudyStore store, RunMarker begin, LongSupplier cycles) {
    this.store = store;
    this.begin = begin;
    this.cycles = cycles;
    beat();
    beats =
        TIMER.scheduleAtFixedRate(
            this::beat, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void beat() {
    if (stopped) {
      return;
    }
    try {
      store.mark(begin.at(cycles.getAsLong(), System.currentTimeMillis()));
    } catch (IOException | RuntimeException e) {
      LOG.warn("Cannot mark run {} as under way: {}", begin.runId(), e.toString());
    }
  }

  /** Removes the marker: the attempt is over. */
  synchronized void stop() {
    stopped = true;
    beats.cancel(false);
    try {
      store.unmark(begin);
    } catch (IOException e) {
      LOG.warn("Cannot remove the marker of run {}: {}", begin.runId(), e.toString());
    }
  }
}
