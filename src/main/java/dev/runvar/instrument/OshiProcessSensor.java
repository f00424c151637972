package dev.runvar.instrument;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import oshi.software.os.OSProcess;

/** Reads a process by itself, without what it started, on any system that OSHI knows. */
final class OshiProcessSensor implements ProcessSensor {

  private final OSProcess process;

  OshiProcessSensor(long pid) {
    process = Oshi.SYSTEM.getOperatingSystem().getProcess(Math.toIntExact(pid));
  }

  @Override
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
            null,
            null,
            process.getBytesRead(),
            process.getBytesWritten()));
  }

  @Override
  public String source() {
    return "the process alone (OSHI)";
  }
}
