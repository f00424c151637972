package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalPrinterTest {

  private final StringWriter printed = new StringWriter();

  @Test
  void what_a_terminal_would_obey_is_shown_instead() {
    TerminalPrinter printer = new TerminalPrinter(printed);
    printer.print("a\u001b[2Jb\u0007c\rd\u009b1me\u202ef\u2066g\u007fh");
    printer.print('\u001b');
    assertEquals(
        "a\\u001b[2Jb\\u0007c\\u000dd\\u009b1me\\u202ef\\u2066g\\u007fh\\u001b",
        printed.toString());
  }

  @Test
  void text_in_any_language_with_tabs_and_lines_stays_as_it_is() {
    TerminalPrinter printer = new TerminalPrinter(printed);
    String text = "a\tµ – 2³ שלום 日本 😀\n";
    printer.print(text);
    assertEquals(text, printed.toString());
  }

  @Test
  void the_programs_own_colours_and_carriage_returns_stay() {
    PrintWriter printer = new TerminalPrinter(printed);
    TerminalPrinter.printOwn(printer, "\r\u001b[1m");
    printer.print("\r");
    assertEquals("\r\u001b[1m\\u000d", printed.toString());
  }

  @Test
  void a_coloured_summary_shows_the_escape_sequences_of_others() {
    String text = TerminalText.of(TerminalPrinter.visible("x\u001b[31m 2 failed"), Ansi.ON);
    assertEquals("x\\u001b[31m \u001b[31m2 failed\u001b[39m\u001b[0m", text);
  }

  @Test
  void nothing_follows_the_last_line_which_begins_a_line() {
    TerminalPrinter printer = new TerminalPrinter(printed);
    printer.print("[####....]");
    printer.printLast("the end");
    printer.println("at org.apache.spark");
    assertEquals("[####....]\nthe end\n", printed.toString());
  }

  @Test
  void a_message_of_another_file_reaches_no_terminal_as_it_is() {
    PrintWriter err = new PrintWriter(printed, true);
    assertEquals(2, Main.run(new PrintWriter(Writer.nullWriter()), err, "fly\u001b[8m"));
    assertEquals(
        "runvar: Unmatched argument at index 0: 'fly\\u001b[8m'; runvar --help shows what is allowed\n",
        printed.toString());
  }

  @Test
  void output_that_cannot_be_written_is_one_line_and_exit_code_2() {
    assertEquals(2, helpInto("No space left on device"));
    assertEquals(
        "runvar: Cannot write to standard output: No space left on device\n", printed.toString());
  }

  @Test
  void a_reader_that_has_left_is_no_mistake() {
    assertEquals(0, helpInto("Broken pipe"));
    assertEquals("", printed.toString());
  }

  @Test
  void help_has_its_colours() {
    PrintWriter out = new PrintWriter(printed, true);
    assertEquals(0, Main.run(out, new PrintWriter(Writer.nullWriter()), "--help"));
    assertTrue(printed.toString().startsWith("Usage: runvar"), printed::toString);
    assertEquals(1, printed.toString().lines().filter(l -> l.startsWith("Usage:")).count());
  }

  private int helpInto(String failure) {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException(failure);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    return Main.run(new TerminalPrinter(broken), new PrintWriter(printed, true), "--help");
  }
}
