package dev.runvar.instrument;

import dev.runvar.telemetry.InstrumentCost;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/** What one part of the instrument costs its thread. One thread measures; any may ask. */
final class Meter {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String part;
  private long times;
  private long nanos;

  Meter(String part) {
    this.part = part;
  }

  /** Takes a reading and adds the processor time that it took. */
  <T> T measure(Supplier<T> reading) {
    long before = THREADS.getCurrentThreadCpuTime();
    T result = reading.get();
    long took = THREADS.getCurrentThreadCpuTime() - before;
    synchronized (this) {
      times++;
      nanos += took;
    }
    return result;
  }

  synchronized InstrumentCost cost() {
    return new InstrumentCost(part, times, nanos);
  }
}
