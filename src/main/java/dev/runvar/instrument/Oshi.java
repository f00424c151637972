package dev.runvar.instrument;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.util.GlobalConfig;

/** The one OSHI entry point of this process. */
final class Oshi {

  static final SystemInfo SYSTEM;

  static {
    // OSHI keeps readings for 300 ms by default: closer readings would return the same ticks.
    GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, 0);
    SYSTEM = new SystemInfo();
  }

  private Oshi() {}

  /**
   * Returns a part of OSHI that is made on a thread of its own: some parts run commands when they
   * are made, which swallow an interrupt, and with it the end of a run that is cancelled.
   */
  static <T> T apart(Supplier<T> part) {
    return CompletableFuture.supplyAsync(part, task -> new Thread(task, "oshi").start()).join();
  }
}
