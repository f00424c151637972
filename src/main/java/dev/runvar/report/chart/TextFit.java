package dev.runvar.report.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/** Cuts and wraps texts to a width. */
final class TextFit {

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
  private static final String CUT = "…";

  private TextFit() {}

  static double width(String text, Font font) {
    return font.getStringBounds(text, CONTEXT).getWidth();
  }

  /** Returns the text on one line, cut with an ellipsis where it is wider than there is room. */
  static String fitted(String text, Font font, double width) {
    String line = oneLine(text);
    return width(line, font) <= width ? line : cut(line, font, width);
  }

  private static String cut(String line, Font font, double width) {
    int least = 0;
    int most = line.codePointCount(0, line.length());
    while (least < most) {
      int middle = (least + most + 1) / 2;
      if (width(begin(line, middle) + CUT, font) <= width) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return begin(line, least).stripTrailing() + CUT;
  }

  private static String begin(String line, int codePoints) {
    return line.substring(0, line.offsetByCodePoints(0, codePoints));
  }

  /** Returns the text broken between words; what does not fit into the last line is cut. */
  static List<String> wrapped(String text, Font font, double width, int mostLines) {
    List<String> lines = new ArrayList<>();
    String rest = oneLine(text);
    while (!rest.isEmpty()) {
      int end = lines.size() == mostLines - 1 ? rest.length() : lineEnd(rest, font, width);
      lines.add(fitted(rest.substring(0, end), font, width));
      rest = rest.substring(end).strip();
    }
    return lines;
  }

  /** Returns where the last word ends that fits, at least the first word. */
  private static int lineEnd(String text, Font font, double width) {
    int end = wordEnd(text, 0);
    while (end < text.length()) {
      int next = wordEnd(text, end + 1);
      if (width(text.substring(0, next), font) > width) {
        return end;
      }
      end = next;
    }
    return end;
  }

  private static int wordEnd(String text, int from) {
    int space = text.indexOf(' ', from);
    return space < 0 ? text.length() : space;
  }

  /** Labels come from study files: a line feed or a tab in them must not move what follows. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }
}
