package dev.runvar.store;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file whose bytes are hashed while they are written. */
final class DigestedOutputFile implements OutputFile {

  private final StudyDirectory directory;
  private final Path path;
  private final MessageDigest digest;
  private long bytes;

  DigestedOutputFile(StudyDirectory directory, Path path) {
    this.directory = directory;
    this.path = path;
    digest = StudyDirectory.newSha256();
  }

  long bytes() {
    return bytes;
  }

  /** Returns the hash of all bytes, in hexadecimal; to be asked once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new DigestedStream(directory.create(path));
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

    private final OutputStream out;

    DigestedStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return bytes;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      digest.update((byte) b);
      bytes++;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      out.write(data, offset, length);
      digest.update(data, offset, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
