package dev.runvar.instrument;

import java.util.Optional;

/** Reads one process of this host, with what it started. Not thread-safe. */
public interface ProcessSensor {

  /** Returns a reading taken just now, or nothing once the process is gone. */
  Optional<ProcessReading> read();

  /** Returns where the readings come from. */
  String source();

  /** Returns the sensor that this host allows. */
  static ProcessSensor of(long pid) {
    return LinuxProcessSensor.isPossible()
        ? new LinuxProcessSensor(pid)
        : new OshiProcessSensor(pid);
  }
}
