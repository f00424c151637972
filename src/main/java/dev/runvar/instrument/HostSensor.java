package dev.runvar.instrument;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import oshi.hardware.GlobalMemory;
import oshi.hardware.NetworkIF;
import oshi.software.os.OperatingSystem;

/** Takes full readings of this host. Not thread-safe. */
public final class HostSensor {

  /** Where a reading's CPU load comes from. */
  public enum CpuPart {
    /** Read from the operating system, waiting as long as the sensor was told to. */
    FRESH,
    /** The last one read. */
    KEPT
  }

  private final File scratch;
  private final Duration cpuWait;
  private final Source source = Oshi.apart(Source::open);
  private Double lastCpuPercent;

  /**
   * What is read.
   *
   * @param networkOrNull null on a host without any
   */
  private record Source(
      CpuLoad load, GlobalMemory memory, OperatingSystem system, NetworkIF networkOrNull) {

    static Source open() {
      return new Source(
          new CpuLoad(),
          Oshi.SYSTEM.getHardware().getMemory(),
          Oshi.SYSTEM.getOperatingSystem(),
          anyInterface());
    }
  }

  /**
   * A sensor of this host.
   *
   * @param scratch whose file system's free space is read
   * @param cpuWait how long each fresh CPU reading sleeps to measure over, zero for not at all
   */
  public HostSensor(Path scratch, Duration cpuWait) {
    this.scratch = scratch.toFile();
    this.cpuWait = cpuWait;
  }

  /** Returns a reading in which everything but a kept CPU part was read just now. */
  public HostReading read(CpuPart cpuPart) {
    Double cpuPercent = cpuPart == CpuPart.FRESH ? freshCpuPercent() : lastCpuPercent;
    return new HostReading(
        cpuPercent,
        memoryPercent(),
        source.system().getProcessCount(),
        scratch.getUsableSpace(),
        networkBytes());
  }

  private Double freshCpuPercent() {
    if (!cpuWait.isZero()) {
      source.load().sinceLast();
      sleep();
    }
    Double cpuPercent = source.load().sinceLast();
    if (cpuPercent != null) {
      lastCpuPercent = cpuPercent;
    }
    return cpuPercent;
  }

  private void sleep() {
    try {
      Thread.sleep(cpuWait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private double memoryPercent() {
    return 100.0
        * (source.memory().getTotal() - source.memory().getAvailable())
        / source.memory().getTotal();
  }

  private Long networkBytes() {
    NetworkIF network = source.networkOrNull();
    if (network == null || !network.updateAttributes()) {
      return null;
    }
    return network.getBytesRecv() + network.getBytesSent();
  }

  /** Enumerating interfaces takes milliseconds, so one is looked up once and held. */
  private static NetworkIF anyInterface() {
    List<NetworkIF> interfaces = Oshi.SYSTEM.getHardware().getNetworkIFs(true);
    return interfaces.stream()
        .filter(candidate -> !candidate.getName().startsWith("lo"))
        .findFirst()
        .orElse(interfaces.isEmpty() ? null : interfaces.get(0));
  }
}
