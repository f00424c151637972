package dev.runvar.instrument;

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
}
