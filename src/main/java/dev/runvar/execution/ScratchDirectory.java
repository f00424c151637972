package dev.runvar.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scratch directory of a run, which is removed when the run has ended.
 *
 * <p>That of a process has a watch from the moment that it starts, which removes it with the run. A
 * run on this thread has none, and neither has one that is still prepared: when this program is
 * asked to end, the thread is interrupted, so that what the run leaves half done is not committed,
 * and then its directories are removed.
 */
final class ScratchDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);

  /** What a run needs at least: the text of its telemetry, libraries that unpack. */
  private static final long LEAST_ROOM_BYTES = 16L << 20;

  private static final long MOST_WAIT_SECONDS = 2;

  private final Path path;
  private final Thread run = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::endRun, "remove-scratch");

  private ScratchDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes a directory for the run on the calling thread.
   *
   * @throws RunStartException if it cannot be made, or its disk is full: a run that fails for want
   *     of room would be taken for one whose program is wrong
   */
  static ScratchDirectory create(String runId) throws RunStartException {
    try {
      Path path = Files.createTempDirectory("runvar-" + runId + "-");
      requireRoom(path);
      ScratchDirectory scratch = new ScratchDirectory(path);
      scratch.removeAtEndOfProgram();
      return scratch;
    } catch (IOException e) {
      throw new RunStartException(e);
    }
  }

  private static void requireRoom(Path path) throws IOException {
    long freeBytes = freeBytes(path);
    if (freeBytes < LEAST_ROOM_BYTES) {
      Files.delete(path);
      throw new FileSystemException(
          path.getParent().toString(), null, "only %d bytes are free".formatted(freeBytes));
    }
  }

  /** Some file systems do not know how large they are, and some paths have no mount point. */
  private static long freeBytes(Path path) {
    try {
      FileStore disk = Files.getFileStore(path);
      return disk.getTotalSpace() > 0 ? disk.getUsableSpace() : Long.MAX_VALUE;
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private void removeAtEndOfProgram() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends already, and so does this run.
      run.interrupt();
    }
  }

  private void endRun() {
    if (SupervisedProcess.isWatched(path)) {
      return;
    }
    run.interrupt();
    try {
      over.await(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    remove(path);
    remove(profileOf(path));
  }

  /** Returns the directory of the profile of a run, which outlives the run. */
  static Path profileOf(Path scratch) {
    return scratch.resolveSibling(scratch.getFileName() + ".profile");
  }

  Path path() {
    return path;
  }

  /** Returns the type of its file system; in some containers a path has no mount point to see. */
  Optional<String> fileSystem() {
    try {
      return Optional.of(Files.getFileStore(path).type());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    remove(path);
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends: the hook finds nothing left to remove.
    }
  }

  /**
   * Removes a directory of a run unless its watch did or does so; that it cannot be removed must
   * not undo a commit.
   */
  static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("Cannot remove the directory {}: {}", directory, e.toString());
    }
  }
}
