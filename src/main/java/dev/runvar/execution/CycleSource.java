package dev.runvar.execution;

import dev.runvar.telemetry.MalformedTelemetryException;
import java.io.IOException;

/** Where the cycles of a run's process become known. */
interface CycleSource extends AutoCloseable {

  /** How the run's process ended, which decides what an unfinished last line is worth. */
  enum Ending {
    /** By itself and well: the line counts. */
    ORDERLY,
    /** While it wrote the line: it is dropped. */
    ABNORMAL
  }

  /** Hands on the cycles that became known since the last call. */
  void poll() throws IOException, MalformedTelemetryException;

  /** Hands on the rest once the process has ended. */
  void finish(Ending ending) throws IOException, MalformedTelemetryException;

  @Override
  void close() throws IOException;
}
