package dev.runvar.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Colours in a summary, where it goes to a terminal and NO_COLOR is not set. */
final class TerminalText {

  private static final Pattern HEADING =
      Pattern.compile("(?m)^(\\p{Lu}[^:\\n]*$|\\p{Lu}[\\w ]{0,9}:)");
  private static final Pattern SUPPORTED = Pattern.compile("(?<![-\\w])(supported|confirmed)\\b");
  private static final Pattern UNKNOWN = Pattern.compile("\\b(not-measurable|undecided)\\b");
  private static final Pattern WRONG = Pattern.compile("\\b([1-9][0-9]* (?:failed|missing))\\b");

  private TerminalText() {}

  /** Prints the text, coloured where that is of use: picocli knows. */
  static void print(PrintWriter out, String text) {
    TerminalPrinter.printOwn(out, of(TerminalPrinter.visible(text), Ansi.AUTO));
  }

  /** Headings bold, what is found green, what cannot be told grey, what went wrong red. */
  static String of(String text, Ansi ansi) {
    if (!ansi.enabled()) {
      return text;
    }
    String coloured = HEADING.matcher(text).replaceAll(styled(ansi, "bold"));
    coloured = SUPPORTED.matcher(coloured).replaceAll(styled(ansi, "green"));
    coloured = UNKNOWN.matcher(coloured).replaceAll(styled(ansi, "faint"));
    return WRONG.matcher(coloured).replaceAll(styled(ansi, "red"));
  }

  /** The text of the study may hold picocli's own signs, so that only the styles are its. */
  private static String styled(Ansi ansi, String style) {
    return ansi.string("@|" + style + " \u0000|@").replace("\u0000", "$1");
  }
}
