package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.Isolation;
import dev.runvar.telemetry.InstrumentCost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SealedJsonTest {

  /** Of output that was cut within a character, its replacement is what a record keeps. */
  private static final RunRecord RECORD =
      new RunRecord(
          RunRecord.SCHEMA,
          "a",
          "1",
          "m",
          "e",
          new TreeMap<>(Map.of("label", "LOW×HIGH")),
          new TreeMap<>(),
          0,
          1,
          0,
          10,
          "0123456789abcdef",
          new Build("1", null, "f"),
          Isolation.PROCESS,
          null,
          "host",
          2.0,
          2,
          "ext4",
          1,
          2,
          Outcome.FAILED,
          new Failure(1, "cut\uFFFD", List.of("\uFFFD\uFFFD"), List.of()),
          Instrumentation.CONTRACT,
          10,
          9_000,
          null,
          List.of(new InstrumentCost("load", 3, 1_000)),
          Map.of("host_cpu_percent", "ticks"),
          null,
          Map.of("mean", 1.5),
          List.of(),
          9L,
          null);

  @Test
  void a_record_is_read_as_it_was_written() throws IOException {
    byte[] text = SealedJson.of(Json.LINES, RECORD);
    assertEquals(RECORD, SealedJson.parse(text, RunRecord.class));
    assertTrue(SealedJson.isIntact(text));
  }

  @Test
  void a_record_of_a_version_before_has_no_timed_cycles() throws IOException {
    String text = new String(SealedJson.of(Json.LINES, RECORD), StandardCharsets.UTF_8);
    assertTrue(text.contains(",\"timedCycles\":9"), text);
    String before = text.replace(",\"timedCycles\":9", "");
    assertNull(
        SealedJson.parse(before.getBytes(StandardCharsets.UTF_8), RunRecord.class).timedCycles());
  }

  @Test
  void a_record_of_a_version_before_has_no_cores() throws IOException {
    String text = new String(SealedJson.of(Json.LINES, RECORD), StandardCharsets.UTF_8);
    assertTrue(text.contains("\"hostCores\":2.0,"), text);
    String before = text.replace("\"hostCores\":2.0,", "");
    assertNull(
        SealedJson.parse(before.getBytes(StandardCharsets.UTF_8), RunRecord.class).hostCores());
  }

  @Test
  void every_flipped_bit_is_found() throws IOException {
    byte[] text = SealedJson.of(Json.LINES, RECORD);
    for (int bit = 0; bit < 8 * text.length; bit++) {
      byte[] flipped = text.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(SealedJson.isIntact(flipped), "bit " + bit);
    }
  }

  @Test
  void what_is_missing_or_added_is_found() throws IOException {
    byte[] text = SealedJson.of(Json.LINES, RECORD);
    byte[] longer = Arrays.copyOf(text, text.length + 1);
    longer[text.length] = '\n';
    assertFalse(SealedJson.isIntact(longer));
    assertFalse(SealedJson.isIntact(Arrays.copyOf(text, text.length - 1)));
    assertFalse(SealedJson.isIntact(new byte[0]));
  }
}
