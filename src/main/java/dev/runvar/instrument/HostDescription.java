package dev.runvar.instrument;

import oshi.hardware.CentralProcessor;

/** What a run's host is, for its provenance. */
public record HostDescription(
    String operatingSystem, String processor, int cores, long memoryBytes) {

  /** Returns the description of this host. */
  public static HostDescription ofThisHost() {
    CentralProcessor processor = Oshi.SYSTEM.getHardware().getProcessor();
    return new HostDescription(
        Oshi.SYSTEM.getOperatingSystem().toString(),
        processor.getProcessorIdentifier().getName().strip(),
        processor.getLogicalProcessorCount(),
        Oshi.SYSTEM.getHardware().getMemory().getTotal());
  }
}
