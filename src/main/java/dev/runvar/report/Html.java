package dev.runvar.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Markup that grows element by element and is well-formed as XML too; all that is not markup is
 * escaped.
 */
final class Html {

  /** What browsers show in place of a character that cannot be. */
  private static final int REPLACEMENT = 0xFFFD;

  private final StringBuilder markup = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  Html open(String name, String... attributes) {
    tag(name, attributes).append('>');
    open.push(name);
    return this;
  }

  /** Ends the element that was begun last. */
  Html close() {
    markup.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Ends the element that was begun last, and its line. */
  Html closeLine() {
    close();
    markup.append('\n');
    return this;
  }

  /** Adds an element that has no content. */
  Html empty(String name, String... attributes) {
    tag(name, attributes).append("/>");
    return this;
  }

  /** Adds an element that has only text. */
  Html element(String name, String content, String... attributes) {
    return open(name, attributes).text(content).close();
  }

  /** Adds a paragraph on a line of its own. */
  Html paragraph(String content, String... attributes) {
    return open("p", attributes).text(content).closeLine();
  }

  Html text(String content) {
    content.codePoints().forEach(this::character);
    return this;
  }

  /** Adds a style sheet or a script of ours, in which nothing may be escaped. */
  Html asset(String name, String content) {
    open(name);
    markup.append('\n').append(content);
    return closeLine();
  }

  private StringBuilder tag(String name, String... attributes) {
    markup.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      markup.append(' ').append(attributes[i]).append("=\"");
      text(attributes[i + 1]);
      markup.append('"');
    }
    return markup;
  }

  private void character(int point) {
    switch (point) {
      case '&' -> markup.append("&amp;");
      case '<' -> markup.append("&lt;");
      case '>' -> markup.append("&gt;");
      case '"' -> markup.append("&quot;");
      case '\'' -> markup.append("&#39;");
      default -> markup.appendCodePoint(isShown(point) ? point : REPLACEMENT);
    }
  }

  /** What XML has no place for: control characters, halves of pairs, and two more. */
  private static boolean isShown(int point) {
    boolean control = point < ' ' && point != '\n' && point != '\t';
    boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !control && !half && point != 0xFFFE && point != 0xFFFF;
  }

  /** Returns the markup; every element must have ended. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return markup.toString();
  }
}
