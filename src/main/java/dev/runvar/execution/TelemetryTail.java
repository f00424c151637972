package dev.runvar.execution;

import dev.runvar.store.Instrumentation;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.MalformedTelemetryException;
import dev.runvar.telemetry.TelemetryParser;
import dev.runvar.telemetry.TelemetryParser.Line;
import dev.runvar.telemetry.TelemetrySink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Follows a telemetry file that is being written and hands on every complete line.
 *
 * <p>The file is followed by its name. One that is renamed into its place, or written anew, is read
 * from its start; cycles that were seen before are passed over. If cycles are missing between what
 * was seen and the new file, the telemetry is invalid: they were in a file that nobody could read.
 */
final class TelemetryTail implements CycleSource {

  private static final int LONGEST_LINE_BYTES = 16 << 20;
  private static final int SHOWN_BYTES = 100;

  private final Path file;
  private final TelemetrySink sink;
  private final long mostBytes;
  private TelemetryParser parser = new TelemetryParser();
  private SeekableByteChannel in;
  private Object fileKey;

  /** When the file was last changed, as far as that was read to its end; null before. */
  private FileTime readToEndAt;

  private long bytesOfEarlierFiles;
  private boolean followsName = true;
  private boolean removed;
  private boolean isReplacement;
  private long lastCycle = -1;
  private byte[] buffer = new byte[1 << 16];
  private int size;

  /**
   * Follows a file that is there.
   *
   * @param mostBytes how much the run may write
   */
  TelemetryTail(Path file, TelemetrySink sink, long mostBytes) throws IOException {
    this.file = file;
    this.sink = sink;
    this.mostBytes = mostBytes;
    open();
  }

  private void open() throws IOException {
    in = Files.newByteChannel(file);
    fileKey = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    readToEndAt = null;
  }

  /** What a program prints says nothing where it reports its cycles. */
  @Override
  public void printed(Stream stream, List<String> lines) {}

  @Override
  public Instrumentation instrumentation() {
    return Instrumentation.CONTRACT;
  }

  @Override
  public boolean poll() throws IOException, MalformedTelemetryException {
    long end = System.nanoTime() + LONGEST_POLL.toNanos();
    do {
      int read = fill();
      if (read <= 0) {
        return followsName && followName();
      }
      lines(read);
      refuseTooMuch();
    } while (System.nanoTime() - end < 0);
    return true;
  }

  private void lines(int read) throws IOException, MalformedTelemetryException {
    int start = 0;
    for (int i = size - read; i < size; i++) {
      if (buffer[i] == '\n') {
        line(start, i - start);
        start = i + 1;
      }
    }
    System.arraycopy(buffer, start, buffer, 0, size - start);
    size -= start;
  }

  /** Reads on in the file that has the name now; returns whether there is something to read. */
  private boolean followName() throws IOException, MalformedTelemetryException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      removed = false;
      if (!now.isRegularFile()) {
        throw new MalformedTelemetryException(
            "the file that RUNVAR_TELEMETRY names is no regular file any more");
      }
      if (Objects.equals(now.fileKey(), fileKey)) {
        if (now.size() > in.position()) {
          return true;
        }
        boolean isWrittenAnew =
            now.size() < in.position()
                || (readToEndAt != null && !now.lastModifiedTime().equals(readToEndAt));
        if (!isWrittenAnew) {
          readToEndAt = now.lastModifiedTime();
          return false;
        }
      } else {
        // What was written to the file before it lost its name.
        for (int read = fill(); read > 0; read = fill()) {
          lines(read);
        }
      }
      beginAnew();
      return true;
    } catch (NoSuchFileException e) {
      removed = true;
      return false;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void beginAnew() throws IOException {
    bytesOfEarlierFiles += in.position();
    size = 0;
    in.close();
    open();
    parser = new TelemetryParser();
    isReplacement = lastCycle >= 0;
  }

  /** Whatever a run does to its own directory ends the run, and no other. */
  private static MalformedTelemetryException unreadable(IOException e) {
    return new MalformedTelemetryException(
        "the file that RUNVAR_TELEMETRY names cannot be read: " + e.getMessage());
  }

  private void refuseTooMuch() throws IOException, MalformedTelemetryException {
    if (bytesOfEarlierFiles + in.position() > mostBytes) {
      throw new MalformedTelemetryException(
          "more than %,d bytes of telemetry, which is what output allows".formatted(mostBytes));
    }
  }

  @Override
  public void stopFollowing() {
    followsName = false;
  }

  @Override
  public void finish(Ending ending) throws IOException, MalformedTelemetryException {
    if (ending == Ending.ORDERLY) {
      line(0, size);
    }
    sink.end(parser.end());
  }

  @Override
  public Optional<String> whyNone() {
    return removed
        ? Optional.of("the file that RUNVAR_TELEMETRY names was removed before it held a cycle")
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private int fill() throws IOException, MalformedTelemetryException {
    if (size == buffer.length) {
      if (size >= LONGEST_LINE_BYTES) {
        String start = new String(buffer, 0, SHOWN_BYTES, StandardCharsets.UTF_8);
        throw new MalformedTelemetryException(
            parser.lines() + 1, start, "longer than " + LONGEST_LINE_BYTES + " bytes");
      }
      buffer = Arrays.copyOf(buffer, 2 * size);
    }
    try {
      int read = in.read(ByteBuffer.wrap(buffer, size, buffer.length - size));
      size += Math.max(0, read);
      return read;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void line(int start, int length) throws IOException, MalformedTelemetryException {
    if (length == 0 || parser.parse(buffer, start, length) != Line.CYCLE) {
      return;
    }
    long cycle = parser.row().longValue(Column.CYCLE);
    if (cycle <= lastCycle) {
      return;
    }
    if (isReplacement && cycle > lastCycle + 1) {
      throw new MalformedTelemetryException(
          "the file that RUNVAR_TELEMETRY names was replaced, and cycles %d to %d were never seen; only add lines to it"
              .formatted(lastCycle + 1, cycle - 1));
    }
    isReplacement = false;
    lastCycle = cycle;
    sink.cycle(parser.row());
  }
}
