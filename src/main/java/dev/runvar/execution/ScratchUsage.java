package dev.runvar.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

/** How much a run has written into its scratch directory, looked at now and then. */
final class ScratchUsage {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** To look at more files would disturb what is measured. */
  private static final int MOST_FILES = 5_000;

  private final Path scratch;
  private long lookedNanoTime = System.nanoTime();

  ScratchUsage(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * Returns whether there is more, as far as it is time to look again; of many files, the first.
   */
  boolean holdsMoreThan(long bytes) {
    long now = System.nanoTime();
    if (now - lookedNanoTime < INTERVAL.toNanos()) {
      return false;
    }
    lookedNanoTime = now;
    long sum = 0;
    try (Stream<Path> files = Files.walk(scratch)) {
      Iterator<Path> each = files.limit(MOST_FILES).iterator();
      while (each.hasNext() && sum <= bytes) {
        sum += sizeOf(each.next());
      }
    } catch (IOException | UncheckedIOException e) {
      // The run removes and makes files meanwhile: what was seen counts.
      return sum > bytes;
    }
    return sum > bytes;
  }

  private static long sizeOf(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
    } catch (IOException e) {
      // It was removed meanwhile.
      return 0;
    }
  }
}
