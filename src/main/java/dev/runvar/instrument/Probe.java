package dev.runvar.instrument;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.InstrumentCost;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  /** The source that is there when readings failed. */
  public static final String FAILED_READINGS = "failed readings";

  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
  private static final int KEPT_READINGS = 50_000;

  private final Duration interval;
  private final UnixClock clock = new UnixClock();
  private final LoadSensor load = Apart.make(LoadSensor::new);
  private final ProcessorSensor processor = Apart.make(ProcessorSensor::new);
  private final SlidingShare processShare = new SlidingShare();
  private final Meter loadMeter = new Meter("load");
  private final Meter processorMeter = new Meter("processor");
  private final Meter processMeter = new Meter("process");
  private final Thread thread;
  private volatile boolean closed;
  private final Deque<ProbeReading> readings = new ArrayDeque<>();

  /** Every so many readings, one is kept. */
  private long stride = 1;

  private long taken;
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile String lastFailure;
  private CollectionJoin collections;
  private volatile ProcessSensor process;
  private volatile long watchedSinceUnixNanos;
  private volatile long peakRssBytes;

  /** Starts to read the host. */
  public Probe(Duration interval) {
    this.interval = interval;
    thread = new Thread(this::sample, "probe");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on reads this process as well. */
  public void watch(long pid) {
    watch(Apart.make(() -> ProcessSensor.of(pid)));
  }

  void watch(ProcessSensor sensor) {
    watchedSinceUnixNanos = clock.unixNanos(System.nanoTime());
    process = sensor;
  }

  /** Returns the option by which a JVM with a serial collector logs its collections. */
  public static String collectionsOption(Path gcLog) {
    return GcLog.option(gcLog);
  }

  /** From now on joins the collections that a JVM logs there; to be called before it starts. */
  public void watchCollections(Path gcLog) throws IOException {
    collections = new CollectionJoin(new GcLog(gcLog), clock);
  }

  /** Returns the most memory that a reading of the process saw, nothing without any reading. */
  public OptionalLong peakRssBytes() {
    return peakRssBytes == 0 ? OptionalLong.empty() : OptionalLong.of(peakRssBytes);
  }

  /** Returns the cores that {@code host_cpu_percent} is a share of. */
  public double hostCores() {
    return load.cores();
  }

  /** Returns what the readings so far took, by what was read. */
  public List<InstrumentCost> costs() {
    List<InstrumentCost> costs = new ArrayList<>(List.of(loadMeter.cost(), processorMeter.cost()));
    if (process != null) {
      costs.add(processMeter.cost());
    }
    return costs;
  }

  /**
   * Returns where those columns come from that may have one source or another; and, if readings
   * failed, how many and why.
   */
  public Map<String, String> sources() {
    Map<String, String> sources = new TreeMap<>();
    sources.put(Column.HOST_CPU_PERCENT.columnName(), load.cpuSource());
    sources.put(Column.HOST_MEMORY_PERCENT.columnName(), load.memorySource());
    if (failures.get() > 0) {
      sources.put(
          FAILED_READINGS,
          "%d of %d; meanwhile no memory limit was enforced; the last: %s"
              .formatted(failures.get(), attempts.get(), lastFailure));
    }
    return sources;
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
   * Fills the row from the newest reading that is not younger than the cycle's end, and with the
   * collections of the cycle; leaves it as it is when there are none, or when the workload does not
   * say when the cycle ended.
   *
   * @throws IOException if the log of collections cannot be read
   */
  public void join(CycleRow row) throws IOException {
    if (row.endUnixNanos() == 0) {
      return;
    }
    if (collections != null) {
      collections.fill(row);
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
  public void close() throws IOException {
    closed = true;
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
    if (collections != null) {
      collections.close();
    }
  }

  private void sample() {
    try {
      // What reads the host may swallow an interrupt.
      while (!closed) {
        readOnce();
        Thread.sleep(interval.toMillis());
      }
    } catch (InterruptedException e) {
      // Closed: the thread ends.
      return;
    }
  }

  /** Whatever makes a reading fail, such as a host without file descriptors, may pass. */
  private void readOnce() {
    attempts.incrementAndGet();
    try {
      ProbeReading reading = read();
      synchronized (readings) {
        keep(reading);
      }
    } catch (RuntimeException | LinkageError e) {
      if (failures.getAndIncrement() == 0) {
        LOG.warn("A reading of the host or the run failed, and is tried again: {}", e.toString());
      }
      lastFailure = e.toString();
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
    HostLoad hostLoad = loadMeter.measure(load::read);
    ProcessorState state = processorMeter.measure(processor::read);
    ProcessSensor sensor = process;
    Optional<ProcessReading> reading =
        sensor == null ? Optional.empty() : processMeter.measure(sensor::read);
    long now = System.nanoTime();
    reading.ifPresent(r -> peakRssBytes = Math.max(peakRssBytes, r.rssBytes()));
    Double cpuPercent =
        reading
            .map(r -> processShare.percent(now, (double) r.cpuNanos(), (double) now))
            .orElse(null);
    return new ProbeReading(taken, clock.unixNanos(now), hostLoad, state, reading, cpuPercent);
  }
}
