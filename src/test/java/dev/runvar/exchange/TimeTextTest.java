package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  @ParameterizedTest
  @CsvSource({
    "358ms, 358e6",
    "5s/epoch, 5e9",
    "418us/step, 418e3",
    "1.5 h, 5400e9",
    "4it/s, 0.25e9",
    "2.5s/it, 2.5e9",
    "01:07, 67e9",
    "1:07:48.5, 4068.5e9",
    "2-01:00:00, 176400e9"
  })
  void a_time_may_say_its_unit(String text, double nanos) {
    assertEquals(nanos, TimeText.nanos(text), 1e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "fast", "5 apples", "1:2:3:4", "--", "5s5"})
  void another_text_is_no_time(String text) {
    assertTrue(Double.isNaN(TimeText.nanos(text)));
  }

  /** The second moment is 1.5 s after the first one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-01-15T10:00:49.500+01:00|2020-01-15T10:00:51+01:00",
        "2020-01-15T09:00:49.5Z|2020-01-15T10:00:51.000+01:00",
        "2020-01-15 10:00:49,500|2020-01-15 10:00:51,000",
        "2020/01/15 10:00:49.5|2020/01/15 10:00:51",
        "January 15, 2020  18:11:52.5|January 15, 2020  18:11:54",
        "Jan 15 10:00:49.5|Jan 15 10:00:51",
        "Wed Jan 15 10:00:49.5 2020|Wed Jan 15 10:00:51 2020",
        "15/Jan/2020:10:00:49.5 +0100|15/Jan/2020:10:00:51 +0100",
        "10:00:49.5|10:00:51",
        "23:59:59.5|00:00:01",
        "1578529131.5|1578529133",
        "1578529131500|1578529133000",
        "1578529131500000000|1578529133000000000"
      })
  void moments_are_read_as_programs_write_them(String first, String second) {
    ClockReading clock = new ClockReading();
    double unit = Unit.S.factor();
    clock.difference(clock.moment(new Cell(first)), unit);
    assertEquals(1.5e9, clock.difference(clock.moment(new Cell(second)), unit), 300);
  }

  @Test
  void a_text_without_a_time_is_no_moment() {
    assertTrue(Double.isNaN(new ClockReading().moment(new Cell("yesterday"))));
  }
}
