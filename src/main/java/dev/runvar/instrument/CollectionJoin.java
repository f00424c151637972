package dev.runvar.instrument;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.UnixClock;
import java.io.IOException;
import java.util.Optional;

/** Gives each cycle the collections that ended in it. Not thread-safe. */
final class CollectionJoin implements AutoCloseable {

  private final GcLog log;
  private final UnixClock clock;
  private Long heapUsedBytes;
  private Long heapCommittedBytes;

  CollectionJoin(GcLog log, UnixClock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Fills the row's columns of collections and heap; cycles must come in their order. */
  void fill(CycleRow row) throws IOException {
    long end = clock.nanoTime(row.endUnixNanos());
    long begin = end - row.longValue(Column.WALL_NANOS);
    long nanos = 0;
    long count = 0;
    for (Optional<GcPause> next = log.nextUntil(end); next.isPresent(); next = log.nextUntil(end)) {
      GcPause pause = next.get();
      if (pause.heapUsedBytes() != null) {
        heapUsedBytes = pause.heapUsedBytes();
        heapCommittedBytes = pause.heapCommittedBytes();
      }
      // What ended before the cycle began was between two cycles, and is no part of any.
      if (pause.endNanoTime() - begin > 0) {
        nanos += pause.nanos();
        count++;
      }
    }
    row.set(Column.GC_NANOS, nanos);
    row.set(Column.GC_COUNT, count);
    if (heapUsedBytes != null) {
      row.set(Column.HEAP_USED_BYTES, heapUsedBytes);
      row.set(Column.HEAP_COMMITTED_BYTES, heapCommittedBytes);
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
