package dev.runvar.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
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
    assertEquals(number, new Cell(text).number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,5", "0x10", "1f", "12 ms", "--1", "e5"})
  void a_text_is_no_number(String text) {
    assertTrue(Double.isNaN(new Cell(text).number()), text);
  }

  /** Whatever its digits are: the nearest double, as Java's own parser has it. */
  @Test
  void numbers_are_the_nearest_doubles() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      String text = randomNumber(random);
      assertEquals(
          Double.doubleToRawLongBits(Double.parseDouble(text)),
          Double.doubleToRawLongBits(new Cell(text).number()),
          text);
    }
  }

  private static String randomNumber(SplittableRandom random) {
    if (random.nextInt(4) == 0) {
      return String.valueOf(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
    }
    StringBuilder text = new StringBuilder(List.of("", "-", "+").get(random.nextInt(3)));
    int digits = random.nextInt(1, 25);
    int point = random.nextInt(digits + 1);
    for (int i = 0; i < digits; i++) {
      text.append(i == point ? "." : "").append(random.nextInt(10));
    }
    if (random.nextBoolean()) {
      text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-340, 320));
    }
    return text.toString();
  }

  @Test
  void a_cell_is_a_part_of_a_text() {
    Cell cell = new Cell();
    cell.set("1, 12 ,na".toCharArray(), 2, 6);
    assertEquals(" 12 ", cell.text());
    assertEquals(12, cell.number());
    assertFalse(cell.isWhole());
    assertTrue(cell.hasText(" 12 "));
    cell.set("1, 12 ,na".toCharArray(), 7, 9);
    assertTrue(cell.isEmpty());
  }
}
