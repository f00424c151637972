package dev.runvar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.Allocations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TelemetryRoundTripTest {

  @Test
  void what_a_workload_writes_is_what_a_reader_gets() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonLinesWriter writer = new JsonLinesWriter(out, "nrm")) {
      CycleRow row = row(7);
      row.addGauge("temperature", -1.5);
      writer.cycle(row);
      writer.end(
          new RunEnd(Optional.of("ab12"), Map.of("mean_population", 75.7), OptionalLong.empty()));
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    TelemetryParser parser = new TelemetryParser();
    assertEquals(TelemetryParser.Line.HEADER, parse(parser, lines.get(0)));
    assertEquals(TelemetryParser.Line.CYCLE, parse(parser, lines.get(1)));
    CycleRow read = parser.row();
    assertEquals(7, read.longValue(Column.CYCLE));
    assertEquals(81_234, read.longValue(Column.WALL_NANOS));
    assertEquals(1_763_800_000_000_000_000L, read.endUnixNanos());
    assertEquals(12, read.longValue(Column.POPULATION));
    assertFalse(read.has(Column.RSS_BYTES));
    assertEquals("sense", read.phases().name(0));
    assertEquals(60_000, read.phases().value(0));
    assertEquals("temperature", read.gaugeName(0));
    assertEquals(-1.5, read.gaugeValue(0));
    assertEquals(TelemetryParser.Line.END, parse(parser, lines.get(2)));
    assertEquals(Optional.of("ab12"), parser.end().trajectory());
    assertEquals(Map.of("mean_population", 75.7), parser.end().outputs());
    assertTrue(parser.end().reportingNanos().orElseThrow() > 0);
  }

  @Test
  void numbers_of_every_length_are_written_as_they_are() throws Exception {
    long[] values = {0, 9, 10, 12_345, Long.MAX_VALUE, -1, -10, Long.MIN_VALUE};
    for (long value : values) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (JsonLinesWriter writer = new JsonLinesWriter(out, "w")) {
        CycleRow row = new CycleRow();
        row.set(Column.CYCLE, 0);
        row.set(Column.DATABASE_BYTES, value);
        writer.cycle(row);
      }
      String line = out.toString(StandardCharsets.UTF_8).lines().toList().get(1);
      assertEquals("{\"cycle\":0,\"gauges\":{\"database_bytes\":" + value + "}}", line);
    }
  }

  @Test
  void writing_a_cycle_allocates_nothing() throws IOException {
    CycleRow row = row(1);
    try (JsonLinesWriter writer = new JsonLinesWriter(OutputStream.nullOutputStream(), "nrm")) {
      long bytes =
          Allocations.leastOf(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  write(writer, row);
                }
              });
      assertEquals(0, bytes);
    }
  }

  private static void write(JsonLinesWriter writer, CycleRow row) {
    try {
      writer.cycle(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CycleRow row(long cycle) {
    CycleRow row = new CycleRow();
    row.set(Column.CYCLE, cycle);
    row.set(Column.WALL_NANOS, 81_234);
    row.set(Column.CPU_NANOS, 80_111);
    row.setEndUnixNanos(1_763_800_000_000_000_000L);
    row.phases().add("sense", 60_000);
    row.phases().add("recall", 900);
    row.set(Column.POPULATION, 12);
    return row;
  }

  private static TelemetryParser.Line parse(TelemetryParser parser, String line)
      throws MalformedTelemetryException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }
}
