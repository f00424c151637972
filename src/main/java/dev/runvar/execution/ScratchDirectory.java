package dev.runvar.execution;

import dev.runvar.study.Isolation;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The scratch directory of a run, which is removed when the run has ended.
 *
 * <p>That of a process has a watch, which removes it with the run. A run on this thread has none:
 * when this program is asked to end, the thread is interrupted, so that what the run leaves half
 * done is not committed, and then its directory is removed.
 */
final class ScratchDirectory implements AutoCloseable {

  private static final long MOST_WAIT_SECONDS = 2;

  private final Path path;
  private final Thread run = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::endRun, "remove-scratch");

  /** Takes care of a directory that is there, for the run on the calling thread. */
  ScratchDirectory(Path path, Isolation isolation) {
    this.path = path;
    if (isolation == Isolation.THREAD) {
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The program ends already, and so does this run.
        run.interrupt();
      }
    }
  }

  Path path() {
    return path;
  }

  private void endRun() {
    run.interrupt();
    try {
      over.await(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RunEngine.removeTree(path);
  }

  @Override
  public void close() {
    RunEngine.removeTree(path);
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program ends: the hook finds nothing left to remove.
    }
  }
}
