package dev.runvar.probe;

import dev.runvar.host.HostReading;
import dev.runvar.host.HostSensor;
import dev.runvar.host.HostSensor.CpuPart;
import dev.runvar.host.ProcessReading;
import dev.runvar.host.ProcessSensor;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.UnixClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the host, and the run's process once it is known, every interval until it is closed.
 *
 * <p>Readings wait for the cycles that they belong to; those older than the last joined one are
 * dropped. While none are joined, never more than a bounded number is kept, further apart the
 * longer it takes.
 */
public final class Probe implements AutoCloseable {

  /** How often a reading is taken unless a study says otherwise. */
  public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(100);

  private static final int KEPT_READINGS = 50_000;

  private final Duration interval;
  private final UnixClock clock = new UnixClock();
  private final HostSensor host;
  private final Thread thread;
  private final Deque<ProbeReading> readings = new ArrayDeque<>();

  /** Every so many readings, one is kept. */
  private long stride = 1;

  private long taken;
  private volatile ProcessSensor process;
  private volatile long watchedSinceUnixNanos;
  private volatile long peakRssBytes;
  private ProcessReading lastProcess;
  private long lastProcessUnixNanos;

  /** Starts to read the host; the scratch directory is the run's. */
  public Probe(Path scratch, Duration interval) {
    this.interval = interval;
    host = new HostSensor(scratch, Duration.ZERO);
    thread = new Thread(this::sample, "probe");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on reads this process as well. */
  public void watch(long pid) {
    watchedSinceUnixNanos = clock.unixNanos(System.nanoTime());
    process = ProcessSensor.of(pid);
  }

  /** Returns the most memory that a reading of the process saw, nothing without any reading. */
  public OptionalLong peakRssBytes() {
    return peakRssBytes == 0 ? OptionalLong.empty() : OptionalLong.of(peakRssBytes);
  }

  /**
   * Takes the oldest reading of the process away and makes a row of it, for a workload that reports
   * no cycles.
   *
   * @return whether there was one
   */
  public boolean takeReading(CycleRow row) {
    synchronized (readings) {
      while (!readings.isEmpty()) {
        ProbeReading reading = readings.pollFirst();
        if (reading.process().isPresent()) {
          row.clear();
          row.setEndUnixNanos(reading.unixNanos());
          row.set(Column.ELAPSED_NANOS, reading.unixNanos() - watchedSinceUnixNanos);
          reading.fill(row);
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Fills the row from the newest reading that is not younger than the cycle's end; leaves it as it
   * is when there is none, or when the workload does not say when the cycle ended.
   */
  public void join(CycleRow row) {
    if (row.endUnixNanos() == 0) {
      return;
    }
    ProbeReading match = null;
    synchronized (readings) {
      while (!readings.isEmpty() && readings.peekFirst().unixNanos() <= row.endUnixNanos()) {
        match = readings.pollFirst();
      }
      if (match != null) {
        readings.addFirst(match);
      }
    }
    if (match != null) {
      match.fill(row);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        ProbeReading reading = read();
        synchronized (readings) {
          keep(reading);
        }
        Thread.sleep(interval.toMillis());
      }
    } catch (InterruptedException e) {
      // Closed: the thread ends.
      return;
    }
  }

  private void keep(ProbeReading reading) {
    if (readings.size() == KEPT_READINGS) {
      stride *= 2;
      long[] place = {0};
      readings.removeIf(kept -> place[0]++ % 2 == 1);
    }
    if (taken++ % stride == 0) {
      readings.addLast(reading);
    }
  }

  private ProbeReading read() {
    HostReading hostReading = host.read(CpuPart.FRESH);
    ProcessSensor sensor = process;
    Optional<ProcessReading> processReading = sensor == null ? Optional.empty() : sensor.read();
    long now = clock.unixNanos(System.nanoTime());
    processReading.ifPresent(r -> peakRssBytes = Math.max(peakRssBytes, r.rssBytes()));
    Double processCpuPercent = processReading.map(r -> cpuPercent(r, now)).orElse(null);
    return new ProbeReading(
        now,
        hostReading.cpuPercent(),
        hostReading.memoryPercent(),
        processReading,
        processCpuPercent);
  }

  private Double cpuPercent(ProcessReading reading, long now) {
    Double percent =
        lastProcess == null
            ? null
            : 100.0 * (reading.cpuNanos() - lastProcess.cpuNanos()) / (now - lastProcessUnixNanos);
    lastProcess = reading;
    lastProcessUnixNanos = now;
    return percent;
  }
}
