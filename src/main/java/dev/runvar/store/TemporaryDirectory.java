package dev.runvar.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is removed with its content, also when the program is interrupted. */
public final class TemporaryDirectory implements AutoCloseable {

  /** A process that writes into the directory may need a moment to end. */
  private static final int ATTEMPTS = 10;

  private static final long PAUSE_MILLIS = 100;

  private final Path path;
  private final Runnable end;
  private final Thread hook = new Thread(this::removeQuietly, "remove-temporary-directory");
  private boolean removed;

  /** A new directory for work that ends by itself. */
  public TemporaryDirectory(String prefix) throws IOException {
    this(prefix, () -> {});
  }

  /**
   * A new directory.
   *
   * @param end ends the work that writes into the directory, and waits for it
   */
  public TemporaryDirectory(String prefix, Runnable end) throws IOException {
    this.end = end;
    path = Files.createTempDirectory(prefix);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is being interrupted: this or the shutdown hook removes the directory,
      // whichever is first.
    }
    remove();
  }

  private synchronized void remove() throws IOException {
    if (!removed) {
      end.run();
      deleteTree();
      removed = true;
    }
  }

  private void removeQuietly() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        remove();
        return;
      } catch (IOException e) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteTree() throws IOException {
    try (Stream<Path> paths = Files.walk(path)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    }
  }
}
