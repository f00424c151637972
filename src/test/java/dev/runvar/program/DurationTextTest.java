package dev.runvar.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({"500ms, 500", "0.3s, 300", "1s, 1000", "2m, 120000", "2h, 7200000", "0s, 0"})
  void durations_are_read_as_people_write_them(String text, long millis) {
    assertEquals(Optional.of(Duration.ofMillis(millis)), DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "s", "-1s", "1 s", "1d", "1e3s", "9999999999s"})
  void other_texts_are_not_durations(String text) {
    assertTrue(DurationText.parse(text).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"0.3s, 300ms", "300ms, 300ms", "1h, 3600000ms", "0.0005s, 0.5ms", "0s, 0ms"})
  void equal_durations_have_equal_texts(String text, String canonical) {
    assertEquals(canonical, DurationText.format(DurationText.parse(text).orElseThrow()));
  }
}
