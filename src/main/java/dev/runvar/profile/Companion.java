package dev.runvar.profile;

/** What looks at a running program from outside. */
public interface Companion extends AutoCloseable {

  /** Where nothing does. */
  Companion NONE = () -> {};

  /** Ends it once the program has ended, when the last part of what it saw is written. */
  @Override
  void close();
}
