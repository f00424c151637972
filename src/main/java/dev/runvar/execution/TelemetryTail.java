package dev.runvar.execution;

import dev.runvar.telemetry.MalformedTelemetryException;
import dev.runvar.telemetry.TelemetryParser;
import dev.runvar.telemetry.TelemetryParser.Line;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Follows a telemetry file that is being written and hands on every complete line. */
final class TelemetryTail implements CycleSource {

  private static final int LONGEST_LINE_BYTES = 16 << 20;
  private static final int SHOWN_BYTES = 100;

  private final InputStream in;
  private final TelemetrySink sink;
  private final TelemetryParser parser = new TelemetryParser();
  private byte[] buffer = new byte[1 << 16];
  private int size;

  TelemetryTail(Path file, TelemetrySink sink) throws IOException {
    in = Files.newInputStream(file);
    this.sink = sink;
  }

  @Override
  public void poll() throws IOException, MalformedTelemetryException {
    for (int read = fill(); read > 0; read = fill()) {
      int start = 0;
      for (int i = size - read; i < size; i++) {
        if (buffer[i] == '\n') {
          line(start, i - start);
          start = i + 1;
        }
      }
      System.arraycopy(buffer, start, buffer, 0, size - start);
      size -= start;
    }
  }

  @Override
  public void finish(Ending ending) throws IOException, MalformedTelemetryException {
    poll();
    if (ending == Ending.ORDERLY) {
      line(0, size);
    }
    sink.end(parser.end());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int fill() throws IOException, MalformedTelemetryException {
    if (size == buffer.length) {
      if (size >= LONGEST_LINE_BYTES) {
        String start = new String(buffer, 0, SHOWN_BYTES, StandardCharsets.UTF_8);
        throw new MalformedTelemetryException(
            parser.lines() + 1, start, "longer than " + LONGEST_LINE_BYTES + " bytes");
      }
      buffer = Arrays.copyOf(buffer, 2 * size);
    }
    int read = in.read(buffer, size, buffer.length - size);
    size += Math.max(0, read);
    return read;
  }

  private void line(int start, int length) throws IOException, MalformedTelemetryException {
    if (length > 0 && parser.parse(buffer, start, length) == Line.CYCLE) {
      sink.cycle(parser.row());
    }
  }
}
