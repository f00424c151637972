package dev.runvar.host;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import oshi.software.os.OSProcess;

/** Reads one process of this host. Not thread-safe. */
public final class ProcessSensor {

  private final OSProcess process;

  public ProcessSensor(long pid) {
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
            process.getResidentMemory(),
            process.getMinorFaults(),
            process.getMajorFaults(),
            process.getBytesRead(),
            process.getBytesWritten()));
  }
}
