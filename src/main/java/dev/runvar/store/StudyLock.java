package dev.runvar.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The right to change what a study is: its manifest, its plan, its imported runs.
 *
 * <p>On a local disk it is a lock of the operating system, which ends with its process. Elsewhere
 * it is a file; another process takes it over when it is older than any change takes. Runs commit
 * without the lock.
 */
final class StudyLock {

  private static final String NAME = "_lock";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ABANDONED = Duration.ofMinutes(30);
  private static final long RETRY_MILLIS = 100;

  /** The operating system locks per process; this set excludes threads of one process. */
  private static final Set<java.nio.file.Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  /** Releases the lock. */
  private interface Release {
    void run() throws IOException;
  }

  private final Release release;

  private StudyLock(Release release) {
    this.release = release;
  }

  /**
   * Waits until nobody else has the lock of this directory.
   *
   * @throws WorkspaceException if that takes longer than a minute
   */
  static StudyLock take(StudyDirectory directory) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      StudyLock lock = tryTake(directory);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new WorkspaceException(
            "Another command is changing %s; try again when it has ended".formatted(directory));
      }
      try {
        Thread.sleep(RETRY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new WorkspaceException("Interrupted while waiting for " + directory);
      }
    }
  }

  private static StudyLock tryTake(StudyDirectory directory) throws IOException {
    Path file = directory.path(NAME);
    return directory.files() instanceof RawLocalFileSystem local
        ? tryTake(local.pathToFile(file).toPath())
        : tryTake(directory.files(), file);
  }

  private static StudyLock tryTake(java.nio.file.Path file) throws IOException {
    // Closing any channel of a file releases all locks that this process has on the file.
    if (!HELD_HERE.add(file)) {
      return null;
    }
    boolean taken = false;
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        taken = channel.tryLock() != null;
      } finally {
        if (!taken) {
          channel.close();
        }
      }
      return taken ? new StudyLock(() -> release(file, channel)) : null;
    } finally {
      if (!taken) {
        HELD_HERE.remove(file);
      }
    }
  }

  private static void release(java.nio.file.Path file, FileChannel channel) throws IOException {
    try {
      channel.close();
    } finally {
      HELD_HERE.remove(file);
    }
  }

  private static StudyLock tryTake(FileSystem files, Path file) throws IOException {
    byte[] owner = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    try (var out = files.create(file, false)) {
      out.write(owner);
    } catch (FileAlreadyExistsException e) {
      removeIfAbandoned(files, file);
      return null;
    }
    return new StudyLock(() -> releaseIfOwn(files, file, owner));
  }

  /** Deletes the lock file, unless another process has taken the lock over. */
  private static void releaseIfOwn(FileSystem files, Path file, byte[] owner) throws IOException {
    try (InputStream in = files.open(file)) {
      if (!Arrays.equals(owner, in.readAllBytes())) {
        return;
      }
    } catch (FileNotFoundException e) {
      return;
    }
    files.delete(file, false);
  }

  private static void removeIfAbandoned(FileSystem files, Path file) throws IOException {
    if (!files.exists(file)) {
      return;
    }
    FileStatus status = files.getFileStatus(file);
    if (System.currentTimeMillis() - status.getModificationTime() > ABANDONED.toMillis()) {
      // If several processes see this at once, only one of them succeeds in renaming the file.
      Path abandoned = new Path(file.getParent(), file.getName() + "." + UUID.randomUUID());
      if (files.rename(file, abandoned)) {
        files.delete(abandoned, false);
      }
    }
  }

  /** Releases the lock. */
  void release() throws IOException {
    release.run();
  }
}
