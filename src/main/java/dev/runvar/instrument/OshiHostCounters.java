package dev.runvar.instrument;

import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;

/** Reads the counters of a host on any system that OSHI knows. */
final class OshiHostCounters implements HostCounters {

  private final CentralProcessor processor = Oshi.SYSTEM.getHardware().getProcessor();
  private final GlobalMemory memory = Oshi.SYSTEM.getHardware().getMemory();

  @Override
  public Ticks ticks() {
    long[] ticks = processor.getSystemCpuLoadTicks();
    long all = 0;
    for (long tick : ticks) {
      all += tick;
    }
    long idle = ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
    return new Ticks(all - idle, all);
  }

  @Override
  public int cores() {
    return processor.getLogicalProcessorCount();
  }

  @Override
  public double memoryPercent() {
    return 100.0 * (memory.getTotal() - memory.getAvailable()) / memory.getTotal();
  }

  @Override
  public String cpuSource() {
    return "ticks of the host (OSHI)";
  }

  @Override
  public String memorySource() {
    return "memory of the host (OSHI)";
  }
}
