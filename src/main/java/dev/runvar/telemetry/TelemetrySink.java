package dev.runvar.telemetry;

import java.io.IOException;

/** Takes what a workload reports. */
public interface TelemetrySink {

  /** Takes one finished cycle; the row belongs to the caller and is reused. */
  void cycle(CycleRow row) throws IOException;

  /** Takes the end of the run, after its last cycle. */
  void end(RunEnd end) throws IOException;
}
