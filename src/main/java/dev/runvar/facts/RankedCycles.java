package dev.runvar.facts;

import java.io.Serializable;
import java.util.Arrays;

/** Every k-th timed cycle of a run: wall time, and load and memory of the host, NaN if not read. */
public final class RankedCycles implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] wall;
  private final double[] cpu;
  private final double[] memory;

  RankedCycles(double[] wall, double[] cpu, double[] memory) {
    this.wall = wall;
    this.cpu = cpu;
    this.memory = memory;
  }

  /** Returns a copy of the wall times in nanoseconds. */
  public double[] wallNanos() {
    return Arrays.copyOf(wall, wall.length);
  }

  /** Returns a copy of the load of the host in percent. */
  public double[] cpuPercent() {
    return Arrays.copyOf(cpu, cpu.length);
  }

  /** Returns a copy of the memory in use on the host in percent. */
  public double[] memoryPercent() {
    return Arrays.copyOf(memory, memory.length);
  }
}
