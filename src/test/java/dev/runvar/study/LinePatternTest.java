package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinePatternTest {

  @Test
  void named_groups_have_the_texts_that_they_matched() {
    LinePattern pattern = LinePattern.of("step (?<step_number>\\d+)(?: (?P<note>[a-z]+))?");
    assertEquals(List.of("step_number", "note"), pattern.names());
    assertTrue(pattern.find("at step 12 ok"));
    assertEquals("12", pattern.group(0));
    assertEquals("ok", pattern.group(1));
    assertTrue(pattern.find("step 3"));
    assertEquals(null, pattern.group(1));
    assertFalse(pattern.find("stop 3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "^(a|aa)+$", "(.*a){25}", "(x+x+)+y"})
  void a_pattern_that_backtracks_without_end_takes_linear_time(String regex) {
    LinePattern pattern = LinePattern.of(regex);
    String line = "a".repeat(5_000) + "x".repeat(2_000) + "!";
    Assertions.assertTimeout(Duration.ofSeconds(5), () -> pattern.find(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(?=x)", "(a)\\1", "[", "*"})
  void what_re2_does_not_know_is_refused(String regex) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> LinePattern.of(regex)).getMessage();
    assertTrue(message.contains("allowed: a regular expression in the syntax of RE2"), message);
  }

  /** Lines without it are passed over before the expression is looked for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^Loop time of (?<t>\\S+) on|Loop time of ",
        "a?bcd*ef|bc",
        "\\[step\\] (\\d+)|[step] ",
        "x{3}yz|yz",
        "ab+cd|cd"
      })
  void the_longest_text_that_each_match_holds_is_known(String regex, String literal) {
    assertEquals(
        literal.stripTrailing(),
        new String(LinePattern.of(regex).literal(), StandardCharsets.UTF_8).stripTrailing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc|def", "(?i)abc", "(abc)", "\\d+", "a?"})
  void where_none_is_certain_every_line_is_looked_at(String regex) {
    assertEquals(0, LinePattern.of(regex).literal().length);
  }
}
