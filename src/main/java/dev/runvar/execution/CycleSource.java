package dev.runvar.execution;

import dev.runvar.store.Instrumentation;
import dev.runvar.telemetry.MalformedTelemetryException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Where the cycles of a run's process become known. */
interface CycleSource extends OutputListener, AutoCloseable {

  /** How long one poll works at most, so that limits are looked at between polls. */
  Duration LONGEST_POLL = Duration.ofMillis(50);

  /** How the run's process ended, which decides what an unfinished last line is worth. */
  enum Ending {
    /** By itself and well: the line counts. */
    ORDERLY,
    /** While it wrote the line: it is dropped. */
    ABNORMAL
  }

  /**
   * Hands on cycles that became known since the last call, for a short time.
   *
   * @return whether there are more already
   */
  boolean poll() throws IOException, MalformedTelemetryException;

  /** From now on takes only what was written before: the run's directory is about to be removed. */
  void stopFollowing();

  /** Hands on an unfinished last line and the run's end; to be called after the last poll. */
  void finish(Ending ending) throws IOException, MalformedTelemetryException;

  /** Returns why no cycle can be known of a run that reported none, if that is so. */
  Optional<String> whyNone();

  /** Returns by what the cycles that were handed on were marked. */
  Instrumentation instrumentation();

  /** Returns an example of the lines that end a cycle where nobody said which they are. */
  default Optional<String> foundLine() {
    return Optional.empty();
  }

  @Override
  void close() throws IOException;
}
