package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "NaN", "nan", "null", "None", "NA", "N/A"})
  void nothing_is_written_in_many_ways(String text) {
    assertTrue(new Cell(text).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "12,12",
    "-1.5,-1.5",
    "+.5e3,500",
    "3.,3",
    "1E-2,0.01",
    "inf,Infinity",
    "-Infinity,Infinity"
  })
  void numbers_are_read_as_programs_write_them(String text, double number) {
    assertEquals(number, new Cell(text).number().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,5", "0x10", "1f", "12 ms", "--1", "e5"})
  void a_text_is_no_number(String text) {
    assertFalse(new Cell(text).number().isPresent());
  }
}
