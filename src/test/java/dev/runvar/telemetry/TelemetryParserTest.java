package dev.runvar.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[1]|not a JSON object",
        "hello|not JSON",
        "{\"cycle\":1|not JSON",
        "{\"cycle\":1,\"wall_ns\":1} {}|more than one JSON value",
        "{\"cycle\":1}|no wall_ns",
        "{\"wall_ns\":1}|neither cycle nor end nor runvar",
        "{\"cycle\":1,\"wall_ns\":-1}|wall_ns is negative",
        "{\"cycle\":1,\"wall_ns\":1.5}|wall_ns is not a whole number",
        "{\"cycle\":1,\"wall_ns\":\"1\"}|wall_ns is not a whole number",
        "{\"cycle\":1,\"wall_ns\":99999999999999999999}|wall_ns is not a whole number",
        "{\"cycle\":1,\"cycle\":2,\"wall_ns\":1}|not JSON",
        "{\"cycle\":1,\"wall_ns\":1,\"gauges\":{\"a\":\"b\"}}|a is not a number",
        "{\"cycle\":1,\"wall_ns\":1,\"phases\":[1]}|phases is not an object",
        "{\"cycle\":1,\"wall_ns\":1,\"phases\":{\"a\":-1}}|a is negative",
        "{\"runvar\":2}|contract is not 1",
        "{\"end\":false}|end is not true"
      })
  void a_malformed_line_is_refused_with_number_reason_and_text(String line, String reason) {
    MalformedTelemetryException e =
        assertThrows(MalformedTelemetryException.class, () -> parse(new TelemetryParser(), line));
    assertEquals("telemetry line 1: " + reason + ": " + line, e.getMessage());
  }

  @Test
  void cycles_must_increase() throws Exception {
    TelemetryParser parser = new TelemetryParser();
    parse(parser, "{\"cycle\":3,\"wall_ns\":1}");
    parse(parser, "{\"cycle\":5,\"wall_ns\":1}");
    MalformedTelemetryException e =
        assertThrows(
            MalformedTelemetryException.class, () -> parse(parser, "{\"cycle\":5,\"wall_ns\":1}"));
    assertTrue(e.getMessage().startsWith("telemetry line 3: cycle 5 does not come after 5"));
  }

  @Test
  void nothing_may_come_after_the_end() throws Exception {
    TelemetryParser parser = new TelemetryParser();
    parse(parser, "{\"end\":true}");
    assertThrows(
        MalformedTelemetryException.class, () -> parse(parser, "{\"cycle\":1,\"wall_ns\":1}"));
  }

  @Test
  void unknown_fields_and_null_gauges_are_passed_over() throws Exception {
    TelemetryParser parser = new TelemetryParser();
    parse(
        parser,
        "{\"cycle\":1,\"wall_ns\":2,\"later\":{\"a\":[1,{\"b\":2}]},\"gauges\":{\"patterns\":null}}");
    assertEquals(2, parser.row().longValue(Column.WALL_NANOS));
    assertFalse(parser.row().has(Column.PATTERNS));
  }

  @Test
  void a_gauge_may_fill_a_probe_column_but_not_the_clock() throws Exception {
    TelemetryParser parser = new TelemetryParser();
    parse(
        parser,
        "{\"cycle\":1,\"wall_ns\":2,\"gauges\":{\"rss_bytes\":5,\"elapsed_nanos\":7,\"mine\":1e3}}");
    assertEquals(5, parser.row().longValue(Column.RSS_BYTES));
    assertFalse(parser.row().has(Column.ELAPSED_NANOS));
    assertEquals(2, parser.row().gauges());
  }

  private static TelemetryParser.Line parse(TelemetryParser parser, String line)
      throws MalformedTelemetryException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }
}
