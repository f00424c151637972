package dev.runvar.exchange;

import com.github.luben.zstd.ZstdInputStream;
import dev.runvar.study.Place;
import dev.runvar.study.StudyException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.io.input.ReaderInputStream;

/**
 * A file that a user named; messages use this name. Content in gzip, bzip2 or zstd is unpacked,
 * whatever the file's name.
 */
public final class InputFile {

  /** Enough to detect the format of a file. */
  private static final int HEAD_BYTES = 1 << 18;

  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAGIC_BYTES = 4;

  private final String name;
  private final Path path;
  private byte[] head;
  private InputStream standardInput;

  /**
   * A file.
   *
   * @param path null for standard input, which can be read once
   */
  public InputFile(String name, Path path) {
    this.name = name;
    this.path = path;
  }

  public String name() {
    return name;
  }

  public Path path() {
    return path;
  }

  public Place place(int line) {
    return new Place(name, line);
  }

  /** Opens the file as text in UTF-8, without the mark that some programs begin it with. */
  public BufferedReader open() {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(bytes(), StandardCharsets.UTF_8.newDecoder()));
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      throw cannotRead(e, 1);
    }
  }

  /** Opens the file, unpacked. */
  InputStream bytes() {
    try {
      if (path != null) {
        return unpacked(Files.newInputStream(path));
      }
      byte[] begin = head();
      InputStream rest = standardInput;
      standardInput = InputStream.nullInputStream();
      return new SequenceInputStream(new ByteArrayInputStream(begin), rest);
    } catch (IOException e) {
      throw cannotRead(e, 1);
    }
  }

  /** Returns the first bytes of the file, unpacked: 256 KB at most. */
  byte[] head() {
    if (head == null) {
      try {
        if (path == null) {
          standardInput = unpacked(System.in);
          head = standardInput.readNBytes(HEAD_BYTES);
        } else {
          try (InputStream in = bytes()) {
            head = in.readNBytes(HEAD_BYTES);
          }
        }
      } catch (IOException e) {
        throw cannotRead(e, 1);
      }
    }
    return head.clone();
  }

  /** Returns whether the file continues after its {@link #head}. */
  boolean isLongerThanHead() {
    return head().length == HEAD_BYTES;
  }

  /** Returns the unpacked content, with text in UTF-16 converted to UTF-8. */
  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream file = new BufferedInputStream(plain(in), BUFFER_BYTES);
    file.mark(MAGIC_BYTES);
    byte[] mark = file.readNBytes(MAGIC_BYTES);
    file.reset();
    if (begins(mark, 0xFF, 0xFE) || begins(mark, 0xFE, 0xFF)) {
      return ReaderInputStream.builder()
          .setReader(new InputStreamReader(file, StandardCharsets.UTF_16))
          .setCharset(StandardCharsets.UTF_8)
          .get();
    }
    return file;
  }

  private static InputStream plain(InputStream in) throws IOException {
    BufferedInputStream file = new BufferedInputStream(in, BUFFER_BYTES);
    file.mark(MAGIC_BYTES);
    byte[] magic = file.readNBytes(MAGIC_BYTES);
    file.reset();
    if (begins(magic, 0x1F, 0x8B)) {
      return new GZIPInputStream(file, BUFFER_BYTES);
    }
    if (begins(magic, 'B', 'Z', 'h')) {
      return new BufferedInputStream(new BZip2CompressorInputStream(file, true), BUFFER_BYTES);
    }
    return begins(magic, 0x28, 0xB5, 0x2F, 0xFD) ? new ZstdInputStream(file) : file;
  }

  private static boolean begins(byte[] bytes, int... values) {
    if (bytes.length < values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if ((bytes[i] & 0xFF) != values[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the user's view of a file that cannot be read any further. */
  public StudyException cannotRead(IOException e, int line) {
    if (e instanceof CharacterCodingException) {
      return place(line).error("not text here or below; give text in UTF-8");
    }
    if (e instanceof NoSuchFileException) {
      return place(line).error("there is no such file; give a file that can be read");
    }
    return place(line).error("cannot be read; give a file that can be read: " + e.getMessage());
  }
}
