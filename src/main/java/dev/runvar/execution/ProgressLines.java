package dev.runvar.execution;

import dev.runvar.store.Instrumentation;
import dev.runvar.study.LinePattern;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * The cycles of a program that only prints: each matching line of its output ends one.
 *
 * <p>Of standard output and standard error, the stream counts that has the first matching line. A
 * cycle takes from one matching line to the next, as they arrive here; lines that arrive together
 * share the time since the one before. When the first cycle began is not known, so that its wall
 * time is null. Named groups that hold a number are gauges, and the group {@code cycle} is the
 * number of the cycle where it rises. Bars of tqdm are printed when time has passed: their cycles
 * are the steps that they count, known when the run has ended.
 */
final class ProgressLines implements CycleSource {

  private static final int WAITING = 100_000;

  private static final String CYCLE = "cycle";

  /** The largest whole number that a double holds exactly. */
  private static final double LARGEST_CYCLE = 1L << 53;

  private static final long UNKNOWN = -1;

  private final String regex;
  private final List<String> names;
  private final TelemetrySink sink;
  private final UnixClock clock = new UnixClock();
  private final Map<Stream, LinePattern> patterns = new EnumMap<>(Stream.class);
  private final AtomicReference<Stream> counted = new AtomicReference<>();
  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(WAITING);
  private final PrintedCounters bars = new PrintedCounters();
  private final CycleRow row = new CycleRow();
  private volatile boolean closed;
  private long cycles;
  private long lastCycle = -1;

  /** Only for the thread of the stream that counts. */
  private long lastArrival = UNKNOWN;

  /**
   * When a cycle ended, how long it took, and what the named groups hold; NaN where that is no
   * number.
   */
  private record Arrival(long nanos, long wallNanos, List<Double> values) {}

  ProgressLines(String regex, TelemetrySink sink) {
    this.regex = regex;
    this.sink = sink;
    for (Stream stream : Stream.values()) {
      patterns.put(stream, LinePattern.of(regex));
    }
    names = patterns.get(Stream.OUTPUT).names();
  }

  @Override
  public void printed(Stream stream, List<String> lines) {
    printed(stream, lines, System.nanoTime());
  }

  void printed(Stream stream, List<String> lines, long now) {
    Stream counting = counted.get();
    if (counting != null && counting != stream) {
      return;
    }
    LinePattern pattern = patterns.get(stream);
    List<List<Double>> matches = new ArrayList<>();
    List<String> ofBars = new ArrayList<>();
    for (String line : lines) {
      if (pattern.find(line)) {
        if (PrintedCounters.isBar(line)) {
          ofBars.add(line);
        } else {
          matches.add(
              IntStream.range(0, names.size()).mapToObj(i -> number(pattern.group(i))).toList());
        }
      }
    }
    if (!matches.isEmpty() || !ofBars.isEmpty()) {
      counted.compareAndSet(null, stream);
      if (counted.get() == stream) {
        if (!ofBars.isEmpty()) {
          bars.add(stream, ofBars, now);
        }
        add(matches, now);
      }
    }
  }

  private void add(List<List<Double>> matches, long now) {
    long wall = lastArrival == UNKNOWN ? UNKNOWN : (now - lastArrival) / matches.size();
    for (int i = 0; i < matches.size(); i++) {
      long after = wall == UNKNOWN ? 0 : wall * (matches.size() - 1 - i);
      put(new Arrival(now - after, wall, matches.get(i)));
      lastArrival = now;
    }
  }

  private void put(Arrival arrival) {
    try {
      while (!closed && !arrivals.offer(arrival, 1, TimeUnit.SECONDS)) {
        // The program waits until its cycles were written.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double number(String text) {
    try {
      return text == null ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  @Override
  public boolean poll() throws IOException {
    long end = System.nanoTime() + LONGEST_POLL.toNanos();
    while (System.nanoTime() - end < 0) {
      Arrival arrival = arrivals.poll();
      if (arrival == null) {
        return false;
      }
      row.clear();
      lastCycle++;
      takeGroups(arrival.values());
      row.set(Column.CYCLE, lastCycle);
      row.setEndUnixNanos(clock.unixNanos(arrival.nanos()));
      if (arrival.wallNanos() != UNKNOWN) {
        row.set(Column.WALL_NANOS, arrival.wallNanos());
      }
      cycles++;
      sink.cycle(row);
    }
    return true;
  }

  private void takeGroups(List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      String name = names.get(i);
      if (name.equals(CYCLE)) {
        boolean rises = value >= lastCycle && value < LARGEST_CYCLE && value == Math.rint(value);
        lastCycle = rises ? (long) value : lastCycle;
      } else if (Double.isFinite(value)) {
        row.addGauge(name, value);
      }
    }
  }

  /** What a pipe still holds was written before. */
  @Override
  public void stopFollowing() {}

  @Override
  public void finish(Ending ending) throws IOException {
    if (cycles == 0) {
      bars.emit(sink, clock);
    }
    sink.end(RunEnd.SILENT);
  }

  @Override
  public Optional<String> whyNone() {
    return Optional.of("no line of its output matches progress \"%s\"".formatted(regex));
  }

  @Override
  public Instrumentation instrumentation() {
    return Instrumentation.PROGRESS;
  }

  @Override
  public void close() {
    closed = true;
  }
}
