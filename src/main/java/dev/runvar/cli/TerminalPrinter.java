package dev.runvar.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prints text that may come from other people's files. Control characters, such as escape sequences
 * and changes of the writing direction, appear as {@code \}{@code u001b}: also in JSON, where this
 * means the same character.
 */
final class TerminalPrinter extends PrintWriter {

  private final Filter filter;

  /** A printer to a destination, flushed with each line. */
  TerminalPrinter(Writer destination) {
    this(new Filter(destination));
  }

  private TerminalPrinter(Filter filter) {
    super(filter, true);
    this.filter = filter;
  }

  /** Wraps a printer, unless it is such a printer already. */
  static TerminalPrinter of(PrintWriter printer) {
    return printer instanceof TerminalPrinter safe ? safe : new TerminalPrinter(printer);
  }

  /** Returns the text with each control character replaced by a visible text. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      append(visible, text.charAt(i));
    }
    return visible.toString();
  }

  /** Prints the program's own text, in which colours and carriage returns stay. */
  static void printOwn(PrintWriter printer, String text) {
    if (printer instanceof TerminalPrinter safe) {
      safe.asOwn(
          () -> {
            safe.print(text);
            return null;
          });
    } else {
      printer.print(text);
    }
  }

  /** Calls code that prints only the program's own text, and returns its result. */
  <T> T asOwn(Supplier<T> printing) {
    synchronized (filter) {
      filter.own = true;
      try {
        return printing.get();
      } finally {
        filter.own = false;
      }
    }
  }

  /** Prints a last line, at the start of a line, and nothing after it. */
  void printLast(String line) {
    synchronized (filter) {
      println(filter.last == '\n' ? line : System.lineSeparator() + line);
      silence();
    }
  }

  /** Prints nothing from now on. */
  void silence() {
    filter.silent = true;
  }

  /** Returns the error of the destination, if there was one. */
  Optional<IOException> failure() {
    flush();
    return Optional.ofNullable(filter.failure);
  }

  private static void append(StringBuilder visible, char c) {
    if (isObeyed(c)) {
      visible.append("\\u%04x".formatted((int) c));
    } else {
      visible.append(c);
    }
  }

  private static boolean isObeyed(char c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        // Marks, embeddings, overrides and isolates of a writing direction.
        || c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /** Between the printer, which swallows failures, and the destination. */
  private static final class Filter extends FilterWriter {

    private boolean own;
    private char last = '\n';
    private volatile boolean silent;
    private volatile IOException failure;

    Filter(Writer destination) {
      super(destination);
    }

    @Override
    public void write(int c) throws IOException {
      write(new char[] {(char) c}, 0, 1);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      write(text.toCharArray(), offset, length);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      synchronized (this) {
        if (silent || length == 0) {
          return;
        }
        last = text[offset + length - 1];
        String part = new String(text, offset, length);
        try {
          out.write(own ? part : visible(part));
        } catch (IOException e) {
          throw noted(e);
        }
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw noted(e);
      }
    }

    private IOException noted(IOException e) {
      if (failure == null) {
        failure = e;
      }
      return e;
    }
  }
}
