package dev.runvar.instrument;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Makes things on a thread of their own: sensors start processes for some of what they ask, and
 * that swallows an interruption, by which the caller is to learn that its run was cancelled.
 */
final class Apart {

  private Apart() {}

  /** Returns what the supplier returns, or throws what it throws. */
  static <T> T make(Supplier<T> supplier) {
    // Unlike others, this way to wait neither ends at an interruption nor forgets it.
    return CompletableFuture.supplyAsync(supplier, Apart::start).join();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "probe-start");
    thread.setDaemon(true);
    thread.start();
  }
}
