package dev.runvar.instrument;

import java.util.Optional;

/**
 * Reads how loaded the host is; in a container with limits, how loaded that is. Not thread-safe.
 */
public final class LoadSensor {

  private final Optional<Cgroup.Processor> quota;
  private final Optional<Cgroup.Memory> limit;
  private final HostCounters counters = HostCounters.ofThisHost();
  private final SlidingShare share = new SlidingShare();

  public LoadSensor() {
    this(Cgroup.ofThisProcess());
  }

  LoadSensor(Cgroup cgroup) {
    quota = cgroup.processor();
    limit = cgroup.memory();
  }

  /** Returns a reading taken just now. */
  public HostLoad read() {
    return new HostLoad(
        cpuPercent(), memoryPercent(), quota.map(Cgroup.Processor::throttledNanos).orElse(null));
  }

  /** Returns the cores that the CPU load is a share of. */
  public double cores() {
    return quota.map(Cgroup.Processor::cores).orElseGet(() -> (double) counters.cores());
  }

  /** Returns where the CPU load comes from. */
  public String cpuSource() {
    return quota.map(Cgroup.Processor::source).orElse(counters.cpuSource());
  }

  /** Returns where the share of memory comes from. */
  public String memorySource() {
    return limit.map(Cgroup.Memory::source).orElse(counters.memorySource());
  }

  private Double cpuPercent() {
    if (quota.isPresent()) {
      Long used = quota.get().usedNanos();
      long now = System.nanoTime();
      return used == null ? null : share.percent(now, (double) used, quota.get().cores() * now);
    }
    HostCounters.Ticks ticks = counters.ticks();
    return share.percent(System.nanoTime(), (double) ticks.busy(), (double) ticks.all());
  }

  private Double memoryPercent() {
    if (limit.isPresent()) {
      Long used = limit.get().usedBytes();
      return used == null ? null : 100.0 * used / limit.get().bytes();
    }
    return counters.memoryPercent();
  }
}
