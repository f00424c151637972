package dev.runvar.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFitTest {

  private static final Font FONT = ChartStyle.TICK;

  @Test
  void a_text_that_fits_is_left_as_it_is() {
    assertEquals("pattern memory", TextFit.fitted("pattern memory", FONT, 100));
  }

  @Test
  void a_longer_one_is_cut_with_an_ellipsis_at_the_width() {
    String cut = TextFit.fitted("pattern memory ".repeat(20), FONT, 100);
    assertTrue(cut.startsWith("pattern mem") && cut.endsWith("…"), cut);
    assertTrue(TextFit.width(cut, FONT) <= 100, cut);
    assertTrue(TextFit.width(cut, FONT) > 80, cut);
  }

  @Test
  void a_character_of_two_units_is_kept_whole_or_left_out() {
    for (int width = 10; width < 60; width++) {
      String cut = TextFit.fitted("\uD83D\uDE00".repeat(20), FONT, width);
      assertEquals(1, cut.length() % 2, "pairs and the ellipsis: " + cut);
    }
  }

  @Test
  void line_feeds_and_tabs_are_spaces() {
    assertEquals("a b c", TextFit.fitted(" a\n\tb\u0000c ", FONT, 100));
  }

  @Test
  void lines_end_between_words_and_the_last_is_cut() {
    List<String> lines = TextFit.wrapped("one two three four five six seven", FONT, 52, 2);
    assertEquals(2, lines.size());
    assertEquals("one two", lines.get(0));
    assertTrue(lines.get(1).startsWith("three") && lines.get(1).endsWith("…"), lines.get(1));
  }

  @Test
  void a_word_wider_than_the_line_is_cut() {
    assertTrue(TextFit.wrapped("x".repeat(500), FONT, 52, 2).get(0).endsWith("…"));
  }

  @Test
  void no_text_has_no_lines() {
    assertEquals(List.of(), TextFit.wrapped("", FONT, 52, 2));
  }
}
