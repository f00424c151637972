package dev.runvar.exchange;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A reader that gives no more than a number of characters until it is told to begin again. */
final class BoundedReader extends FilterReader {

  private final long most;
  private long given;

  BoundedReader(Reader in, long most) {
    super(in);
    this.most = most;
  }

  /** Begins to count again. */
  void restart() {
    given = 0;
  }

  @Override
  public int read() throws IOException {
    int character = super.read();
    count(character < 0 ? 0 : 1);
    return character;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int characters) throws BoundException {
    given += characters;
    if (given > most) {
      throw new BoundException();
    }
  }

  /** More was read than is allowed. */
  static final class BoundException extends IOException {

    private static final long serialVersionUID = 1L;
  }
}
