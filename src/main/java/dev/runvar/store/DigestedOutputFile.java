package dev.runvar.store;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A new file whose bytes are hashed while they are written.
 *
 * <p>It keeps the first error of its stream, because a user of the stream may convert that error or
 * try to go on after it.
 */
final class DigestedOutputFile implements OutputFile {

  private final StudyDirectory directory;
  private final Path path;
  private final MessageDigest digest;
  private long bytes;
  private OutputStream out;
  private IOException firstError;

  DigestedOutputFile(StudyDirectory directory, Path path) {
    this.directory = directory;
    this.path = path;
    digest = StudyDirectory.newSha256();
  }

  long bytes() {
    return bytes;
  }

  /** Returns the hash of all bytes, in hexadecimal; may be called once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Returns the error to report for one that was caught while the file was written: the first error
   * of the stream, or the caught one when the stream had none.
   */
  IOException cause(IOException caught) {
    if (firstError == null) {
      return caught;
    }
    if (caught != firstError) {
      firstError.addSuppressed(caught);
    }
    return firstError;
  }

  /** Like the other method, but throws the caught error if the stream had none. */
  IOException cause(RuntimeException caught) {
    if (firstError == null) {
      throw caught;
    }
    return cause(new IOException(caught));
  }

  /** Throws the first error of the stream if there was one. */
  void requireNoError() throws IOException {
    if (firstError != null) {
      throw firstError;
    }
  }

  /** Closes the stream of a file that is given up. */
  void abandon() {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        keep(e);
      }
    }
  }

  private IOException keep(IOException e) {
    if (firstError == null) {
      firstError = e;
    }
    return firstError;
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    try {
      out = directory.create(path);
    } catch (IOException e) {
      throw keep(e);
    }
    return new DigestedStream();
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    throw new UnsupportedOperationException("telemetry is never overwritten");
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private final class DigestedStream extends PositionOutputStream {

    @Override
    public long getPos() {
      return bytes;
    }

    @Override
    public void write(int b) throws IOException {
      requireNoError();
      try {
        out.write(b);
      } catch (IOException e) {
        throw keep(e);
      }
      digest.update((byte) b);
      bytes++;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      requireNoError();
      try {
        out.write(data, offset, length);
      } catch (IOException e) {
        throw keep(e);
      }
      digest.update(data, offset, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      requireNoError();
      try {
        out.flush();
      } catch (IOException e) {
        throw keep(e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } catch (IOException e) {
        throw keep(e);
      }
      requireNoError();
    }
  }
}
