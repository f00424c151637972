package dev.runvar.spark;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Work of the driver that does not depend on each other, done at once: most of what a query on a
 * few runs takes is its planning, on one core.
 */
final class SideBySide implements AutoCloseable {

  private static final int THREADS = 3;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** Starts work; what is returned waits for its result, or throws what the work has thrown. */
  <T> Supplier<T> start(Callable<T> work) {
    Future<T> result = threads.submit(work);
    return () -> of(result);
  }

  private static <T> T of(Future<T> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException("An analysis ended", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("An analysis was interrupted", e);
    }
  }

  /** Ends what is still going on. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
