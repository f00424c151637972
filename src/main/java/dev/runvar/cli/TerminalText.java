package dev.runvar.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Colours a summary if it goes to a terminal and NO_COLOR is not set. */
final class TerminalText {

  private static final Pattern HEADING =
      Pattern.compile("(?m)^(\\p{Lu}[^:\\n]*$|\\p{Lu}[\\w ]{0,9}:)");
  private static final Pattern SUPPORTED = Pattern.compile("(?<![-\\w])(supported|confirmed)\\b");
  private static final Pattern UNKNOWN = Pattern.compile("\\b(not-measurable|undecided)\\b");
  private static final Pattern WRONG = Pattern.compile("\\b([1-9][0-9]* (?:failed|missing))\\b");

  private TerminalText() {}

  /** Prints the text, coloured if picocli finds that the terminal supports it. */
  static void print(PrintWriter out, String text) {
    TerminalPrinter.printOwn(out, of(TerminalPrinter.visible(text), Ansi.AUTO));
  }

  /** Makes headings bold, supported claims green, unknown ones grey, and errors red. */
  static String of(String text, Ansi ansi) {
    if (!ansi.enabled()) {
      return text;
    }
    String coloured = HEADING.matcher(text).replaceAll(styled(ansi, "bold"));
    coloured = SUPPORTED.matcher(coloured).replaceAll(styled(ansi, "green"));
    coloured = UNKNOWN.matcher(coloured).replaceAll(styled(ansi, "faint"));
    return WRONG.matcher(coloured).replaceAll(styled(ansi, "red"));
  }

  /** Uses picocli only for the styles, because the text of a study may contain its markup. */
  private static String styled(Ansi ansi, String style) {
    return ansi.string("@|" + style + " \u0000|@").replace("\u0000", "$1");
  }
}
