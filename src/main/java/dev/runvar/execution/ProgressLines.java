package dev.runvar.execution;

import dev.runvar.study.LinePattern;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The cycles of a program that only prints: each matching line of its output ends one.
 *
 * <p>A cycle takes from one matching line to the next, as they arrive here. The first one's begin
 * is not known, so that its wall time is null. Named groups that hold a number are gauges, and the
 * group {@code cycle} is the number of the cycle where it rises.
 */
final class ProgressLines implements CycleSource, Consumer<String> {

  private static final int WAITING = 100_000;

  private static final String CYCLE = "cycle";

  /** The largest whole number that a double holds exactly. */
  private static final double LARGEST_CYCLE = 1L << 53;

  private final LinePattern pattern;
  private final TelemetrySink sink;
  private final UnixClock clock = new UnixClock();
  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(WAITING);
  private final CycleRow row = new CycleRow();
  private volatile boolean closed;
  private long cycles;
  private long lastCycle = -1;
  private long lastArrival;

  /** When a line came, and what its named groups hold; NaN where that is no number. */
  private record Arrival(long nanos, List<Double> values) {}

  ProgressLines(String regex, TelemetrySink sink) {
    pattern = LinePattern.of(regex);
    this.sink = sink;
  }

  /** Takes note of a line of the program's output. */
  @Override
  public void accept(String line) {
    long now = System.nanoTime();
    if (!pattern.find(line)) {
      return;
    }
    List<Double> values =
        IntStream.range(0, pattern.names().size()).mapToObj(i -> number(pattern.group(i))).toList();
    Arrival arrival = new Arrival(now, values);
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
      if (cycles > 0) {
        row.set(Column.WALL_NANOS, arrival.nanos() - lastArrival);
      }
      lastArrival = arrival.nanos();
      cycles++;
      sink.cycle(row);
    }
    return true;
  }

  private void takeGroups(List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      String name = pattern.names().get(i);
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
    sink.end(RunEnd.SILENT);
  }

  @Override
  public Optional<String> whyNone() {
    return Optional.of("no line of standard output matches progress \"%s\"".formatted(pattern));
  }

  @Override
  public void close() {
    closed = true;
  }
}
