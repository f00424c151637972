package dev.runvar.instrument;

import oshi.hardware.CentralProcessor;

/** The busy share of all cores between two looks at the kernel's tick counters. */
final class CpuLoad {

  private final CentralProcessor processor = Oshi.SYSTEM.getHardware().getProcessor();
  private long[] ticks = processor.getSystemCpuLoadTicks();

  /** Returns the load since the last call that returned one, in percent; null if no tick passed. */
  Double sinceLast() {
    long[] now = processor.getSystemCpuLoadTicks();
    long passed = 0;
    for (int i = 0; i < now.length; i++) {
      passed += now[i] - ticks[i];
    }
    if (passed <= 0) {
      return null;
    }
    double load = 100 * processor.getSystemCpuLoadBetweenTicks(ticks, now);
    ticks = now;
    return load;
  }
}
