package dev.runvar.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes telemetry lines by hand into one buffer: a cycle of whole numbers allocates nothing.
 *
 * <p>Lines are handed on when the buffer is three quarters full or a second has passed, so that a
 * reader of the file is never far behind. Names must need no escape in JSON.
 */
public final class JsonLinesWriter implements TelemetrySink, AutoCloseable {

  private static final long FLUSH_INTERVAL_NANOS = 1_000_000_000L;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int FLUSH_AT_BYTES = BUFFER_BYTES / 4 * 3;

  private final OutputStream out;
  private final Column[] gaugeColumns;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int size;
  private long flushedAt = System.nanoTime();
  private long reportingNanos;
  private final byte[] digits = new byte[20];

  /** A writer that closes the stream when it is closed; the header line is written first. */
  public JsonLinesWriter(OutputStream out, String workload) {
    this.out = out;
    gaugeColumns =
        Arrays.stream(Column.values())
            .filter(column -> Column.ofGauge(column.columnName()).isPresent())
            .toArray(Column[]::new);
    text("{\"runvar\":1,\"workload\":\"");
    text(workload);
    text("\"}\n");
  }

  @Override
  public void cycle(CycleRow row) throws IOException {
    long begin = System.nanoTime();
    text("{\"cycle\":");
    number(row.longValue(Column.CYCLE));
    field(row, Column.WALL_NANOS, ",\"wall_ns\":");
    field(row, Column.CPU_NANOS, ",\"cpu_ns\":");
    if (row.endUnixNanos() != 0) {
      text(",\"t_ns\":");
      number(row.endUnixNanos());
    }
    phases(row.phases());
    gauges(row);
    text("}\n");
    if (size >= FLUSH_AT_BYTES || begin - flushedAt >= FLUSH_INTERVAL_NANOS) {
      flush();
    }
    reportingNanos += System.nanoTime() - begin;
  }

  @Override
  public void end(RunEnd end) throws IOException {
    text("{\"end\":true");
    if (end.trajectory().isPresent()) {
      text(",\"trajectory\":\"");
      text(end.trajectory().get());
      text("\"");
    }
    text(",\"outputs\":{");
    for (Iterator<Map.Entry<String, Double>> i = new TreeMap<>(end.outputs()).entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<String, Double> output = i.next();
      name(output.getKey());
      text(Double.toString(output.getValue()));
      text(i.hasNext() ? "," : "");
    }
    text("},\"instrument_ns\":");
    number(reportingNanos);
    text("}\n");
    flush();
  }

  @Override
  public void close() throws IOException {
    flush();
    out.close();
  }

  private void field(CycleRow row, Column column, String key) {
    if (row.has(column)) {
      text(key);
      number(row.longValue(column));
    }
  }

  private void phases(NamedLongs phases) {
    if (phases.size() == 0) {
      return;
    }
    text(",\"phases\":{");
    for (int i = 0; i < phases.size(); i++) {
      if (i > 0) {
        text(",");
      }
      name(phases.name(i));
      number(phases.value(i));
    }
    text("}");
  }

  private void gauges(CycleRow row) {
    text(",\"gauges\":{");
    int written = 0;
    for (Column column : gaugeColumns) {
      if (row.has(column)) {
        text(written++ > 0 ? "," : "");
        name(column.columnName());
        if (column.type() == Column.Type.LONG) {
          number(row.longValue(column));
        } else {
          text(Double.toString(row.doubleValue(column)));
        }
      }
    }
    for (int i = 0; i < row.gauges(); i++) {
      text(written++ > 0 ? "," : "");
      name(row.gaugeName(i));
      text(Double.toString(row.gaugeValue(i)));
    }
    text("}");
  }

  private void name(String name) {
    text("\"");
    text(name);
    text("\":");
  }

  private void text(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[size++] = (byte) text.charAt(i);
    }
  }

  private void number(long value) {
    if (value == Long.MIN_VALUE) {
      byte[] least = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
      reserve(least.length);
      System.arraycopy(least, 0, buffer, size, least.length);
      size += least.length;
      return;
    }
    reserve(digits.length);
    long rest = Math.abs(value);
    int at = digits.length;
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    if (value < 0) {
      digits[--at] = '-';
    }
    System.arraycopy(digits, at, buffer, size, digits.length - at);
    size += digits.length - at;
  }

  private void reserve(int bytes) {
    if (size + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (size + bytes));
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, size);
    out.flush();
    size = 0;
    flushedAt = System.nanoTime();
  }
}
