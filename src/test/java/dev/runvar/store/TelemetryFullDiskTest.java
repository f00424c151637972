package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full from the k-th operation on.
 *
 * <p>Parquet writes its footer byte by byte, in more than 3,000 operations for each file. Every k
 * was tried once and took two minutes; the test takes every k up to 200 and every 29th after that.
 */
class TelemetryFullDiskTest {

  private static final String FULL = "No space left on device";
  private static final int PARTS = 2;
  private static final int ROWS_PER_PART = 20;

  @TempDir private java.nio.file.Path directory;

  @Test
  void a_disk_that_is_full_at_any_operation_is_reported_as_full() throws IOException {
    int failing = 1;
    while (!completes(failing)) {
      failing += failing < 200 ? 1 : 29;
    }
    // Each part is at least opened, written, and closed.
    assertTrue(failing > 3 * PARTS, failing + " operations");
  }

  /** Returns whether telemetry was complete before the given operation was reached. */
  private boolean completes(int failing) throws IOException {
    FullDisk disk = new FullDisk(failing);
    disk.initialize(URI.create("file:///"), new Configuration());
    StudyDirectory study =
        new StudyDirectory(disk, new Path(directory.resolve("study" + failing).toString()));
    try {
      assertEquals(PARTS, write(study).size());
      return true;
    } catch (IOException e) {
      assertEquals(FULL, e.getMessage(), "operation " + failing);
      assertEquals(List.of(), files("study" + failing), "operation " + failing);
      return false;
    }
  }

  private static List<TelemetryPart> write(StudyDirectory study) throws IOException {
    try (TelemetryParts parts =
        new TelemetryParts(study, "e", "run-attempt", "run", Duration.ZERO)) {
      CycleRow row = new CycleRow();
      for (int part = 0; part < PARTS; part++) {
        for (int cycle = 0; cycle < ROWS_PER_PART; cycle++) {
          row.clear();
          row.set(Column.CYCLE, (long) part * ROWS_PER_PART + cycle);
          row.set(Column.WALL_NANOS, 1_000_000L * cycle * cycle);
          row.phases().add("phase", cycle);
          row.addGauge("gauge", Math.sin(cycle));
          parts.write(row);
        }
        if (part < PARTS - 1) {
          parts.rollIfDue();
        }
      }
      return parts.finish();
    }
  }

  private List<String> files(String study) throws IOException {
    java.nio.file.Path root = directory.resolve(study);
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<java.nio.file.Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).map(Object::toString).toList();
    }
  }

  @Test
  void errors_that_are_not_of_the_disk_stay_what_they_are() throws IOException {
    FullDisk disk = new FullDisk(Integer.MAX_VALUE);
    disk.initialize(URI.create("file:///"), new Configuration());
    StudyDirectory study = new StudyDirectory(disk, new Path(directory.resolve("own").toString()));
    try (TelemetryParts parts =
        new TelemetryParts(study, "e", "run-attempt", "run", Duration.ofDays(1))) {
      CycleRow nameless = new CycleRow();
      nameless.phases().add(null, 1);
      assertThrows(RuntimeException.class, () -> parts.write(nameless));
    }
  }

  /** Counts creating, writing, flushing and closing; from one operation on, each of them fails. */
  private static final class FullDisk extends FilterFileSystem {

    private final int failing;
    private int operations;

    FullDisk(int failing) {
      super(new RawLocalFileSystem());
      this.failing = failing;
    }

    private void operation() throws IOException {
      operations++;
      if (operations == failing) {
        throw new IOException(FULL);
      }
      if (operations > failing) {
        throw new IOException("an error after the first one");
      }
    }

    @Override
    public FSDataOutputStream create(
        Path file,
        FsPermission permission,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      operation();
      // Hadoop's own file system starts a process for the permissions of each file.
      java.nio.file.Path path = java.nio.file.Path.of(file.toUri().getPath());
      Files.createDirectories(path.getParent());
      OutputStream out = Files.newOutputStream(path);
      return new FSDataOutputStream(new FailingStream(out), null);
    }

    @Override
    public boolean delete(Path file, boolean recursive) throws IOException {
      return Files.deleteIfExists(java.nio.file.Path.of(file.toUri().getPath()));
    }

    private final class FailingStream extends OutputStream {

      private final OutputStream out;

      FailingStream(OutputStream out) {
        this.out = out;
      }

      @Override
      public void write(int b) throws IOException {
        operation();
        out.write(b);
      }

      @Override
      public void write(byte[] data, int offset, int length) throws IOException {
        operation();
        out.write(data, offset, length);
      }

      @Override
      public void flush() throws IOException {
        operation();
        out.flush();
      }

      @Override
      public void close() throws IOException {
        out.close();
        operation();
      }
    }
  }
}
