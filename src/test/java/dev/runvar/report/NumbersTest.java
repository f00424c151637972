package dev.runvar.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "1.049, 1.05",
    "0.9996, 1.00",
    "9.996, 10.0",
    "174.56, 175",
    "1660.4, 1660",
    "0.02489, 0.0249",
    "0.0012345, 0.00123",
    "0.00012345, 1.23e-04",
    "-7.2, -7.20",
    "0, 0.0",
    "NaN, NaN"
  })
  void a_ratio_has_three_significant_digits(double ratio, String text) {
    assertEquals(text, Numbers.ratio(ratio));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0104, 1.04 %, +1.04 %",
    "0.123, 12.3 %, +12.3 %",
    "1.239, 124 %, +124 %",
    "-0.05, -5.00 %, -5.00 %",
    "0.00012, 0.01 %, +0.01 %",
    "0, 0.0 %, +0.0 %"
  })
  void a_share_has_three_significant_digits_of_percent(double share, String text, String change) {
    assertEquals(text, Numbers.share(share));
    assertEquals(change, Numbers.change(share));
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12 ns",
    "1234, 1.2 µs",
    "1234567, 1.23 ms",
    "1234567890, 1.23 s",
    "-4500, -4.5 µs",
    "-0.2, 0 ns"
  })
  void durations_have_the_unit_that_fits(double nanos, String text) {
    assertEquals(text, Numbers.nanos(nanos));
  }

  @Test
  void a_ratio_that_is_not_there_is_a_dash() {
    assertEquals("–", Numbers.ratio(null));
  }
}
