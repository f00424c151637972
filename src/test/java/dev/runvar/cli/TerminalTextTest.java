package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTextTest {

  private static final String TEXT =
      """
      quick: 3 of 9 runs are OK, 2 failed

      Verdicts, with the seed as what is repeated
        H1  supported      growth of @|red it|@
        H2  not-supported  absent
        H4  not-measurable  no reading
      """;

  @Test
  void without_a_terminal_a_text_stays_as_it_is() {
    assertEquals(TEXT, TerminalText.of(TEXT, Ansi.OFF));
  }

  @Test
  void on_a_terminal_headings_and_decisions_stand_out_and_nothing_else_changes() {
    String coloured = TerminalText.of(TEXT, Ansi.ON);
    assertEquals(
        """
        quick: 3 of 9 runs are OK, [31m2 failed[39m[0m

        [1mVerdicts, with the seed as what is repeated[21m[0m
          H1  [32msupported[39m[0m      growth of @|red it|@
          H2  not-supported  absent
          H4  [2mnot-measurable[22m[0m  no reading
        """,
        coloured.replace("\u001b", ""));
  }
}
