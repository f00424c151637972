package dev.runvar.host;

import java.util.Optional;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;

/**
 * Reads how loaded the host is; in a container with limits, how loaded that is. Not thread-safe.
 */
public final class LoadSensor {

  private final Optional<Cgroup.Processor> quota;
  private final Optional<Cgroup.Memory> limit;
  private final CentralProcessor processor = Oshi.SYSTEM.getHardware().getProcessor();
  private final GlobalMemory memory = Oshi.SYSTEM.getHardware().getMemory();
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

  /** Returns where the CPU load comes from. */
  public String cpuSource() {
    return quota.map(Cgroup.Processor::source).orElse("ticks of the host (OSHI)");
  }

  /** Returns where the share of memory comes from. */
  public String memorySource() {
    return limit.map(Cgroup.Memory::source).orElse("memory of the host (OSHI)");
  }

  private Double cpuPercent() {
    if (quota.isPresent()) {
      Long used = quota.get().usedNanos();
      long now = System.nanoTime();
      return used == null ? null : share.percent(now, (double) used, quota.get().cores() * now);
    }
    long[] ticks = processor.getSystemCpuLoadTicks();
    long now = System.nanoTime();
    long all = 0;
    for (long tick : ticks) {
      all += tick;
    }
    long idle = ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
    return share.percent(now, (double) (all - idle), (double) all);
  }

  private Double memoryPercent() {
    if (limit.isPresent()) {
      Long used = limit.get().usedBytes();
      return used == null ? null : 100.0 * used / limit.get().bytes();
    }
    return 100.0 * (memory.getTotal() - memory.getAvailable()) / memory.getTotal();
  }
}
