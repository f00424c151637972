package dev.runvar.host;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import oshi.software.os.OSProcess;

/** Reads one process of this host. Not thread-safe. */
public final class ProcessSensor {

  private final long pageBytes = Oshi.SYSTEM.getHardware().getMemory().getPageSize();
  private final OSProcess process;
  private final long pid;

  public ProcessSensor(long pid) {
    this.pid = pid;
    process = Oshi.SYSTEM.getOperatingSystem().getProcess(Math.toIntExact(pid));
  }

  /** Returns a reading taken just now, or nothing once the process is gone. */
  public Optional<ProcessReading> read() {
    if (process == null || !process.updateAttributes()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessReading(
            TimeUnit.MILLISECONDS.toNanos(process.getKernelTime() + process.getUserTime()),
            process.getResidentMemory() + residentBytesOfDescendants(),
            process.getMinorFaults(),
            process.getMajorFaults(),
            process.getBytesRead(),
            process.getBytesWritten()));
  }

  private long residentBytesOfDescendants() {
    return ProcessTree.of(pid).stream()
        .filter(member -> member != pid)
        .mapToLong(member -> ProcessTree.residentBytes(member, pageBytes).orElse(0L))
        .sum();
  }
}
