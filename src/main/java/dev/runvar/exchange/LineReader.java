package dev.runvar.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a text file line by line, as bytes in UTF-8 without line break and byte order mark.
 *
 * <p>A line of more than 16 MB is refused, which limits the memory for a file that is not text.
 */
final class LineReader implements Closeable {

  static final int LONGEST_LINE_BYTES = 16 << 20;

  private static final int FIRST_BUFFER_BYTES = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputFile file;
  private final InputStream in;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
  private int begin;
  private int end;
  private int next;
  private int filled;
  private int number;
  private boolean control;

  LineReader(InputFile file) {
    this(file, file.bytes());
  }

  /** A reader of a part of a file. */
  LineReader(InputFile file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Moves to the next line; returns whether there is one. */
  boolean next() {
    number++;
    begin = next;
    control = false;
    int searched = begin;
    while (true) {
      for (int i = searched; i < filled; i++) {
        byte b = buffer[i];
        if (b < ' ' && b >= 0) {
          if (b == '\n') {
            line(i, i + 1);
            return true;
          }
          control |= b != '\t' && !(b == '\r' && i + 1 < filled && buffer[i + 1] == '\n');
        }
      }
      searched = filled - begin;
      if (!fill()) {
        break;
      }
      searched += begin;
    }
    boolean any = filled > begin;
    line(filled, filled);
    return any;
  }

  private void line(int lineEnd, int nextLine) {
    end = lineEnd > begin && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    next = nextLine;
    if (end - begin > LONGEST_LINE_BYTES) {
      throw tooLong();
    }
    if (number == 1 && startsWithMark()) {
      begin += BYTE_ORDER_MARK.length;
    }
  }

  private boolean startsWithMark() {
    int markEnd = begin + BYTE_ORDER_MARK.length;
    return markEnd <= end
        && Arrays.equals(buffer, begin, markEnd, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }

  /**
   * Reads more input, after moving the current line to the start of the buffer; returns whether
   * there was any.
   */
  private boolean fill() {
    if (filled - begin > LONGEST_LINE_BYTES) {
      throw tooLong();
    }
    System.arraycopy(buffer, begin, buffer, 0, filled - begin);
    filled -= begin;
    begin = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    try {
      int read = in.read(buffer, filled, buffer.length - filled);
      filled += Math.max(0, read);
      return read > 0;
    } catch (IOException e) {
      throw file.cannotRead(e, number);
    }
  }

  private RuntimeException tooLong() {
    return file.place(number).error("a line of more than 16 MB; allowed: shorter lines");
  }

  /** Returns the bytes that hold the current line, from {@link #offset}, {@link #length} many. */
  byte[] bytes() {
    return buffer;
  }

  int offset() {
    return begin;
  }

  /** Returns the current line as a terminal shows it; bytes that are no UTF-8 are replaced. */
  String shown() {
    String line = new String(buffer, begin, end - begin, StandardCharsets.UTF_8);
    return control ? TerminalLine.shown(line) : line;
  }

  /**
   * Returns whether the current line holds these bytes; always true for a line with control
   * characters, whose visible text differs.
   */
  boolean mayHold(byte[] literal) {
    if (literal.length == 0 || control) {
      return true;
    }
    byte first = literal[0];
    for (int i = begin; i <= end - literal.length; i++) {
      if (buffer[i] == first
          && Arrays.equals(buffer, i, i + literal.length, literal, 0, literal.length)) {
        return true;
      }
    }
    return false;
  }

  int length() {
    return end - begin;
  }

  /** Returns the number of the current line, from 1. */
  int number() {
    return number;
  }

  /** Refuses the current line if it is no text in UTF-8. */
  void requireText() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, begin, end - begin));
    } catch (CharacterCodingException e) {
      throw file.cannotRead(e, number);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
