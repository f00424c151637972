package dev.runvar.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.study.ImportedRun;
import dev.runvar.telemetry.MalformedTelemetryException;
import dev.runvar.telemetry.TelemetryParser;
import dev.runvar.telemetry.TelemetryParser.Line;
import java.io.IOException;

/** One run as lines of the telemetry contract; the first line may identify the run. */
final class JsonLinesFile implements RunSource {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputFile file;
  private final RunDefaults defaults;
  private int headerLine = 1;

  JsonLinesFile(InputFile file, RunDefaults defaults) {
    this.file = file;
    this.defaults = defaults;
  }

  @Override
  public void read(RunSink sink, Findings findings) throws IOException {
    TelemetryParser parser = new TelemetryParser();
    JsonNode header = JSON.createObjectNode();
    ImportedRun run = null;
    ClockGuard guard = new ClockGuard();
    try (LineReader lines = new LineReader(file)) {
      while (lines.next()) {
        switch (parse(parser, lines)) {
          case HEADER -> header = header(lines);
          case CYCLE -> {
            if (run == null) {
              run = run(header);
              sink.begin(run);
            }
            guard.add(parser.row());
            sink.cycle(parser.row());
          }
          case END, BLANK -> {}
        }
      }
    }
    if (run == null) {
      throw file.place(1).error("no cycle in this file; give a line for each cycle of one run");
    }
    guard.check(run, "");
    sink.end(parser.end());
  }

  private Line parse(TelemetryParser parser, LineReader lines) {
    try {
      return parser.parse(lines.bytes(), lines.offset(), lines.length());
    } catch (MalformedTelemetryException e) {
      lines.requireText();
      throw file.place(lines.number())
          .error(e.getMessage() + "; give lines of the telemetry contract");
    }
  }

  private JsonNode header(LineReader lines) throws IOException {
    headerLine = lines.number();
    return JSON.readTree(lines.bytes(), lines.offset(), lines.length());
  }

  private ImportedRun run(JsonNode header) {
    return new RunHeader(file.place(headerLine), header).run(defaults);
  }
}
