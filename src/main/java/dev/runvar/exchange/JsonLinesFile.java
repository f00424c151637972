package dev.runvar.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.study.ImportedRun;
import dev.runvar.study.Place;
import dev.runvar.telemetry.MalformedTelemetryException;
import dev.runvar.telemetry.TelemetryParser;
import dev.runvar.telemetry.TelemetryParser.Line;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One run as lines of the telemetry contract, the first of which may say what run it is. */
final class JsonLinesFile implements RunSource {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputFile file;
  private final RunDefaults defaults;

  JsonLinesFile(InputFile file, RunDefaults defaults) {
    this.file = file;
    this.defaults = defaults;
  }

  @Override
  public void read(RunSink sink, Findings findings) throws IOException {
    TelemetryParser parser = new TelemetryParser();
    JsonNode header = JSON.createObjectNode();
    boolean begun = false;
    try (BufferedReader lines = file.open()) {
      int number = 1;
      for (String line = file.line(lines, number); line != null; line = file.line(lines, number)) {
        switch (parse(parser, line, file.place(number))) {
          case HEADER -> header = JSON.readTree(line);
          case CYCLE -> {
            if (!begun) {
              sink.begin(run(header));
              begun = true;
            }
            sink.cycle(parser.row());
          }
          case END -> {}
        }
        number++;
      }
    }
    if (!begun) {
      throw file.place(1).error("no cycle in this file; allowed: a line for each cycle of one run");
    }
    sink.end(parser.end());
  }

  private static Line parse(TelemetryParser parser, String line, Place place) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      return parser.parse(bytes, 0, bytes.length);
    } catch (MalformedTelemetryException e) {
      throw place.error(e.getMessage() + "; allowed: lines of the telemetry contract");
    }
  }

  private ImportedRun run(JsonNode header) {
    return new RunHeader(file.place(1), header).run(defaults);
  }
}
