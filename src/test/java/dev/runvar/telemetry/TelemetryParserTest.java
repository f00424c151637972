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
        "{\"cycle\":1,\"wall_ns\":9007199254740993}|wall_nanos is more than 2^53 ns, which are 104 days",
        "{\"cycle\":1,\"wall_ns\":1,\"cpu_ns\":9223372036854775807}|cpu_nanos is more than 2^53 ns, which are 104 days",
        "{\"cycle\":1,\"wall_ns\":1,\"phases\":{\"a\":9223372036854775807}}|phase a is more than 2^53 ns, which are 104 days",
        "{\"cycle\":1,\"wall_ns\":1,\"gauges\":{\"gc_nanos\":1e18}}|gc_nanos is more than 2^53 ns, which are 104 days",
        "{\"end\":true,\"instrument_ns\":9007199254740993}|instrument_ns is more than 2^53 ns",
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
  void wall_times_that_add_up_to_more_than_a_long_holds_are_refused() throws Exception {
    TelemetryParser parser = new TelemetryParser();
    String line = "{\"cycle\":%d,\"wall_ns\":" + TimeLimits.LONGEST_NANOS + "}";
    for (int cycle = 0; cycle < 1023; cycle++) {
      parse(parser, line.formatted(cycle));
    }
    MalformedTelemetryException e =
        assertThrows(MalformedTelemetryException.class, () -> parse(parser, line.formatted(1023)));
    assertTrue(e.getMessage().contains("add up to more than 2^63 ns"), e.getMessage());
  }

  @Test
  void blank_lines_are_nothing_wherever_they_are() throws Exception {
    TelemetryParser parser = new TelemetryParser();
    for (String line : new String[] {"", "\r", "  ", "\t \r"}) {
      assertEquals(TelemetryParser.Line.BLANK, parse(parser, line));
    }
    assertEquals(TelemetryParser.Line.HEADER, parse(parser, "{\"runvar\":1}\r"));
    assertEquals(TelemetryParser.Line.BLANK, parse(parser, "\r"));
    assertEquals(TelemetryParser.Line.CYCLE, parse(parser, "{\"cycle\":1,\"wall_ns\":1}\r"));
    assertEquals(TelemetryParser.Line.END, parse(parser, "{\"end\":true}"));
    assertEquals(TelemetryParser.Line.BLANK, parse(parser, ""));
    MalformedTelemetryException e =
        assertThrows(MalformedTelemetryException.class, () -> parse(parser, "x"));
    assertTrue(e.getMessage().startsWith("telemetry line 10: "), e.getMessage());
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

  @Test
  void a_gauge_that_a_column_of_whole_numbers_cannot_hold_stays_a_gauge() throws Exception {
    TelemetryParser parser = new TelemetryParser();
    parse(parser, "{\"cycle\":1,\"wall_ns\":2,\"gauges\":{\"patterns\":1e308}}");
    assertFalse(parser.row().has(Column.PATTERNS));
    assertEquals(1e308, parser.row().gaugeValue(0));
  }

  private static TelemetryParser.Line parse(TelemetryParser parser, String line)
      throws MalformedTelemetryException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }
}
