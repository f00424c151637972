package dev.runvar.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files that make a study: regular ones of at most 16 MB. */
final class StudyInput {

  static final int MOST_BYTES = 16 << 20;

  private StudyInput() {}

  /**
   * Returns the bytes of a file.
   *
   * @throws UnsuitableFileException if it is no regular file, or too large
   */
  static byte[] read(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UnsuitableFileException("a directory, pipe or device");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UnsuitableFileException("more than 16 MB");
      }
      return bytes;
    }
  }

  /** A file cannot be a part of a study; the message says what it is. */
  static final class UnsuitableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsuitableFileException(String what) {
      super(what);
    }
  }
}
