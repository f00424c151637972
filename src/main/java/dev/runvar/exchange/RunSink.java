package dev.runvar.exchange;

import dev.runvar.study.ImportedRun;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;

/** Takes runs one after the other: each begins, has at least one cycle, and ends. */
public interface RunSink extends TelemetrySink {

  void begin(ImportedRun run) throws IOException;
}
