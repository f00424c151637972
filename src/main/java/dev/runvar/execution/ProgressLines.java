package dev.runvar.execution;

import com.google.re2j.Pattern;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.RunEnd;
import dev.runvar.telemetry.TelemetrySink;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The cycles of a program that only prints: each matching line of its output ends one.
 *
 * <p>A cycle takes from one matching line to the next, as they arrive here. The first one's begin
 * is not known, so that its wall time is null.
 */
final class ProgressLines implements CycleSource, Consumer<String> {

  private static final int WAITING = 100_000;

  private final Pattern pattern;
  private final TelemetrySink sink;
  private final UnixClock clock = new UnixClock();
  private final BlockingQueue<Long> arrivals = new ArrayBlockingQueue<>(WAITING);
  private final CycleRow row = new CycleRow();
  private volatile boolean closed;
  private long cycles;
  private long lastArrival;

  ProgressLines(String regex, TelemetrySink sink) {
    pattern = Pattern.compile(regex);
    this.sink = sink;
  }

  /** Takes note of a line of the program's output. */
  @Override
  public void accept(String line) {
    long now = System.nanoTime();
    if (!pattern.matcher(line).find()) {
      return;
    }
    try {
      while (!closed && !arrivals.offer(now, 1, TimeUnit.SECONDS)) {
        // The program waits until its cycles were written.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean poll() throws IOException {
    long end = System.nanoTime() + LONGEST_POLL.toNanos();
    while (System.nanoTime() - end < 0) {
      Long arrival = arrivals.poll();
      if (arrival == null) {
        return false;
      }
      row.clear();
      row.set(Column.CYCLE, cycles);
      row.setEndUnixNanos(clock.unixNanos(arrival));
      if (cycles > 0) {
        row.set(Column.WALL_NANOS, arrival - lastArrival);
      }
      lastArrival = arrival;
      cycles++;
      sink.cycle(row);
    }
    return true;
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
