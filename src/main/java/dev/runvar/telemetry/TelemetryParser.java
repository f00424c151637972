package dev.runvar.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parses telemetry lines into one reused row.
 *
 * <p>Unknown fields are passed over, so that a later contract can add some. Not thread-safe.
 */
public final class TelemetryParser {

  /** What a line was. */
  public enum Line {
    HEADER,
    CYCLE,
    END,
    /** Nothing but white space, which a workload may write anywhere. */
    BLANK
  }

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final CycleRow row = new CycleRow();
  private final TimeLimits times = new TimeLimits();
  private final Map<String, Double> outputs = new HashMap<>();
  private String trajectory;
  private OptionalLong reportingNanos = OptionalLong.empty();
  private boolean header;
  private boolean ended;
  private long lineNumber;
  private boolean begun;
  private long lastCycle = -1;

  /** Returns the row of the last line that was a cycle; it is reused. */
  public CycleRow row() {
    return row;
  }

  /** Returns the number of lines so far. */
  public long lines() {
    return lineNumber;
  }

  /** Returns what the workload said at its end, {@link RunEnd#SILENT} if nothing. */
  public RunEnd end() {
    return ended
        ? new RunEnd(Optional.ofNullable(trajectory), outputs, reportingNanos)
        : RunEnd.SILENT;
  }

  /** Parses the next line, without its line break. */
  public Line parse(byte[] bytes, int offset, int length) throws MalformedTelemetryException {
    lineNumber++;
    row.clear();
    header = false;
    if (isBlank(bytes, offset, length)) {
      return Line.BLANK;
    }
    boolean first = !begun;
    begun = true;
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      require(json.nextToken() == JsonToken.START_OBJECT, "not a JSON object");
      boolean wasEnded = ended;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        field(json, json.currentName());
      }
      require(json.nextToken() == null, "more than one JSON value");
      require(!wasEnded, "a line after the end of the run");
      return kind(first);
    } catch (BadLine e) {
      throw new MalformedTelemetryException(
          lineNumber, text(bytes, offset, length), e.getMessage());
    } catch (IOException e) {
      throw new MalformedTelemetryException(lineNumber, text(bytes, offset, length), "not JSON");
    }
  }

  private static boolean isBlank(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  private Line kind(boolean first) throws BadLine {
    if (ended) {
      return Line.END;
    }
    if (row.has(Column.CYCLE)) {
      require(row.has(Column.WALL_NANOS), "no wall_ns");
      long cycle = row.longValue(Column.CYCLE);
      require(cycle > lastCycle, "cycle " + cycle + " does not come after " + lastCycle);
      lastCycle = cycle;
      Optional<String> wrong = times.add(row);
      require(wrong.isEmpty(), wrong.orElse(""));
      return Line.CYCLE;
    }
    require(header, "neither cycle nor end nor runvar");
    require(first, "a header that is not the first line");
    return Line.HEADER;
  }

  private void field(JsonParser json, String name) throws IOException, BadLine {
    JsonToken value = json.nextToken();
    switch (name) {
      case "runvar" -> {
        require(
            value == JsonToken.VALUE_NUMBER_INT && json.getLongValue() == 1, "contract is not 1");
        header = true;
      }
      case "cycle" -> row.set(Column.CYCLE, count(json, value, name));
      case "wall_ns" -> row.set(Column.WALL_NANOS, count(json, value, name));
      case "cpu_ns" -> row.set(Column.CPU_NANOS, count(json, value, name));
      case "t_ns" -> row.setEndUnixNanos(count(json, value, name));
      case "phases" -> phases(json, value);
      case "gauges" -> gauges(json, value);
      case "end" -> {
        require(value == JsonToken.VALUE_TRUE, "end is not true");
        ended = true;
      }
      case "trajectory" -> {
        require(value == JsonToken.VALUE_STRING, "trajectory is not a text");
        trajectory = json.getText();
      }
      case "outputs" -> outputs(json, value);
      case "instrument_ns" -> reportingNanos = OptionalLong.of(nanos(json, value, name));
      default -> json.skipChildren();
    }
  }

  private void phases(JsonParser json, JsonToken value) throws IOException, BadLine {
    require(value == JsonToken.START_OBJECT, "phases is not an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String phase = json.currentName();
      row.phases().add(phase, count(json, json.nextToken(), phase));
    }
  }

  private void gauges(JsonParser json, JsonToken value) throws IOException, BadLine {
    require(value == JsonToken.START_OBJECT, "gauges is not an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String gauge = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        row.addGauge(gauge, number(json, gauge));
      }
    }
  }

  private void outputs(JsonParser json, JsonToken value) throws IOException, BadLine {
    require(value == JsonToken.START_OBJECT, "outputs is not an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String output = json.currentName();
      json.nextToken();
      outputs.put(output, number(json, output));
    }
  }

  private static double number(JsonParser json, String name) throws IOException, BadLine {
    require(json.currentToken().isNumeric(), name + " is not a number");
    double number = json.getDoubleValue();
    require(Double.isFinite(number), name + " is not a finite number");
    return number;
  }

  private static long count(JsonParser json, JsonToken value, String name)
      throws IOException, BadLine {
    require(
        value == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
        name + " is not a whole number");
    long count = json.getLongValue();
    require(count >= 0, name + " is negative");
    return count;
  }

  private static long nanos(JsonParser json, JsonToken value, String name)
      throws IOException, BadLine {
    long nanos = count(json, value, name);
    require(nanos <= TimeLimits.LONGEST_NANOS, name + " is more than 2^53 ns");
    return nanos;
  }

  private static void require(boolean holds, String otherwise) throws BadLine {
    if (!holds) {
      throw new BadLine(otherwise);
    }
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  /** Why the current line is malformed. */
  private static final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    BadLine(String reason) {
      super(reason, null, false, false);
    }
  }
}
