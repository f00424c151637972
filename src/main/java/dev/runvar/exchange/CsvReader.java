package dev.runvar.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a table as CSV (RFC 4180) in UTF-8, row by row, without an object per row or cell.
 *
 * <p>Line breaks are LF, CR or both; empty lines are skipped. A quoted cell may have line breaks
 * and doubled quotes, and white space after its end. A row of more than 16 MB is refused, which
 * limits the memory for a file that is not a table. Not thread-safe.
 */
final class CsvReader implements Closeable {

  private static final int LONGEST_ROW = LineReader.LONGEST_LINE_BYTES;
  private static final int FIRST_BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = 0xFEFF;
  private static final char QUOTE = '"';

  /** Separates values by any amount of white space. */
  static final char BLANKS = ' ';

  private final InputFile file;
  private final char delimiter;
  private final String comment;
  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(FIRST_BUFFER).limit(0);
  private boolean ended;
  private IOException failure;

  /** The characters of the current row and those after it. */
  private char[] buffer = new char[FIRST_BUFFER];

  private int filled;
  private int rowBegin;
  private int position;
  private int lines;
  private int rowLine;

  /** Start and end of each cell, relative to the start of the row. */
  private int[] begins = new int[16];

  private int[] ends = new int[16];
  private int cells;

  /**
   * A reader of a dialect.
   *
   * @param delimiter between the values of a row
   * @param comment the prefix of lines that are skipped; may be empty
   */
  CsvReader(InputFile file, char delimiter, String comment) {
    this.file = file;
    this.delimiter = delimiter;
    this.comment = comment;
    in = file.bytes();
  }

  /** Moves to the next row; returns whether there is one. */
  boolean next() {
    cells = 0;
    if (lines == 0 && hasNext() && buffer[0] == BYTE_ORDER_MARK) {
      position = 1;
    }
    rowBegin = position;
    while (hasNext() && (isLineBreak(buffer[position]) || isComment())) {
      while (hasNext() && !isLineBreak(buffer[position])) {
        position++;
        rowBegin = position;
      }
      if (hasNext()) {
        passLineBreak();
      } else {
        lines++;
      }
      rowBegin = position;
    }
    rowLine = lines + 1;
    if (!hasNext()) {
      return false;
    }
    while (readCell()) {
      // The row continues.
    }
    return true;
  }

  private boolean isComment() {
    if (comment.isEmpty()) {
      return false;
    }
    for (int i = 0; i < comment.length(); i++) {
      if (position + i >= filled && !fill()) {
        return false;
      }
      if (buffer[position + i] != comment.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of cells in the current row. */
  int size() {
    return cells;
  }

  /** Makes a cell refer to the text at a position of the current row, until the next row. */
  void get(int index, Cell cell) {
    cell.set(buffer, rowBegin + begins[index], rowBegin + ends[index]);
  }

  /** Returns the text at a position of the current row. */
  String text(int index) {
    return new String(buffer, rowBegin + begins[index], ends[index] - begins[index]);
  }

  /** Returns the line that the current row begins in, from 1. */
  int firstLine() {
    return rowLine;
  }

  /** Returns whether the current row is the last one and has no line break. */
  boolean isAtEnd() {
    return !hasNext() && position > 0 && !isLineBreak(buffer[position - 1]);
  }

  /** Returns the line that the current row ends in, from 1. */
  int line() {
    return lines;
  }

  private static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r';
  }

  /** Reads the next cell; returns whether another one follows in its row. */
  private boolean readCell() {
    if (delimiter == BLANKS) {
      passBlanks();
    }
    if (hasNext() && buffer[position] == QUOTE) {
      position++;
      return readQuotedCell();
    }
    char between = delimiter;
    char orElse = delimiter == BLANKS ? '\t' : delimiter;
    int begin = position - rowBegin;
    do {
      for (; position < filled; position++) {
        char c = buffer[position];
        if (c == between || c == orElse) {
          add(begin, position - rowBegin);
          position++;
          return delimiter != BLANKS || isBeforeValue();
        }
        if (isLineBreak(c)) {
          add(begin, position - rowBegin);
          passLineBreak();
          return false;
        }
      }
    } while (fill());
    add(begin, position - rowBegin);
    lines++;
    return false;
  }

  private void passBlanks() {
    while (hasNext() && (buffer[position] == ' ' || buffer[position] == '\t')) {
      position++;
    }
  }

  /** Passes over white space; returns whether a value follows in this row. */
  private boolean isBeforeValue() {
    passBlanks();
    if (!hasNext()) {
      lines++;
      return false;
    }
    if (isLineBreak(buffer[position])) {
      passLineBreak();
      return false;
    }
    return true;
  }

  /** Reads a cell after its opening quote, and removes the second of each pair of quotes. */
  private boolean readQuotedCell() {
    int begin = position - rowBegin;
    int end = begin;
    while (true) {
      if (!hasNext()) {
        boolean afterBreak = isLineBreak(buffer[position - 1]);
        throw notCsv(afterBreak ? lines + 1 : lines + 2);
      }
      char c = buffer[position];
      if (c == QUOTE) {
        position++;
        if (!hasNext() || buffer[position] != QUOTE) {
          break;
        }
      } else if (isLineBreak(c) && !(c == '\n' && position > 0 && buffer[position - 1] == '\r')) {
        lines++;
      }
      buffer[rowBegin + end] = c;
      end++;
      position++;
    }
    add(begin, end);
    return passToNextCell();
  }

  /** Passes over white space after a quoted cell; returns whether another cell follows. */
  private boolean passToNextCell() {
    while (hasNext()) {
      char c = buffer[position];
      if (c == delimiter) {
        position++;
        return delimiter != BLANKS || isBeforeValue();
      }
      if (isLineBreak(c)) {
        passLineBreak();
        return false;
      }
      if (!Character.isWhitespace(c)) {
        throw notCsv(lines + 2);
      }
      position++;
    }
    lines++;
    return false;
  }

  private RuntimeException notCsv(int line) {
    return file.place(line)
        .error("not CSV; put commas between values, and quote them as in \"a, \"\"b\"\"\"");
  }

  private void passLineBreak() {
    lines++;
    position++;
    if (buffer[position - 1] == '\r' && hasNext() && buffer[position] == '\n') {
      position++;
    }
  }

  private void add(int begin, int end) {
    if (cells == begins.length) {
      begins = Arrays.copyOf(begins, 2 * cells);
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    begins[cells] = begin;
    ends[cells] = end;
    cells++;
  }

  private boolean hasNext() {
    return position < filled || fill();
  }

  /**
   * Reads more input, after moving the current row to the start of the buffer; returns whether
   * there was any.
   */
  private boolean fill() {
    if (filled - rowBegin > LONGEST_ROW) {
      throw file.place(rowLine).error("a row of more than 16 MB; allowed: shorter rows");
    }
    System.arraycopy(buffer, rowBegin, buffer, 0, filled - rowBegin);
    filled -= rowBegin;
    position -= rowBegin;
    rowBegin = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    try {
      int before = filled;
      while (filled == before && !ended) {
        decode();
      }
      return filled > before;
    } catch (IOException e) {
      throw file.cannotRead(e, lines + 1);
    }
  }

  /** Decodes some bytes. Malformed bytes are an error only when everything before them was read. */
  private void decode() throws IOException {
    if (failure != null) {
      throw failure;
    }
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    bytes.position(bytes.position() + Math.max(0, read)).flip();
    CharBuffer chars = CharBuffer.wrap(buffer, filled, buffer.length - filled);
    CoderResult result = decoder.decode(bytes, chars, read < 0);
    filled = chars.position();
    ended = read < 0 && result.isUnderflow();
    try {
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      failure = e;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
