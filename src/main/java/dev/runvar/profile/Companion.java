package dev.runvar.profile;

/** What looks at a running program from outside. */
public interface Companion extends AutoCloseable {

  /** Where nothing does. */
  Companion NONE = () -> {};

  /** Returns for how long the program stood still because of it, between two moments. */
  default long stoodStillNanos(long fromUnixNanos, long toUnixNanos) {
    return 0;
  }

  /** Ends it once the program has ended, when the last part of what it saw is written. */
  @Override
  void close();
}
