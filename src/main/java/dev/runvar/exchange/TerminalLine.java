package dev.runvar.exchange;

/** The visible text of a line that a progress bar has overwritten on a terminal. */
final class TerminalLine {

  private static final char ESCAPE = 0x1B;

  private TerminalLine() {}

  /**
   * Returns the last text of a line, without colours and other control sequences. After a carriage
   * return or backspaces, the next text overwrites the previous one.
   */
  static String shown(String line) {
    StringBuilder text = new StringBuilder();
    boolean over = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\r' || c == '\b') {
        over = true;
      } else if (c == ESCAPE) {
        i = endOfCommand(line, i);
      } else if (c >= ' ' || c == '\t') {
        if (over) {
          text.setLength(0);
          over = false;
        }
        text.append(c);
      }
    }
    return text.toString();
  }

  private static int endOfCommand(String line, int escape) {
    int i = escape + 1;
    if (i < line.length() && line.charAt(i) == '[') {
      i++;
      while (i < line.length() && (line.charAt(i) < '@' || line.charAt(i) > '~')) {
        i++;
      }
    }
    return i;
  }
}
