package dev.runvar.profile;

/** Observes a running program from outside. */
public interface Companion extends AutoCloseable {

  /** A companion that does nothing. */
  Companion NONE = () -> {};

  /** Returns for how long the companion paused the program between two points in time. */
  default long stoodStillNanos(long fromUnixNanos, long toUnixNanos) {
    return 0;
  }

  /** Ends the companion after the program has ended, once its last output is written. */
  @Override
  void close();
}
