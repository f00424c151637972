package dev.runvar.store;

import java.time.Duration;
import java.util.Objects;

/**
 * A sign that an attempt at a run is under way, renewed while it is.
 *
 * @param cycles rows of telemetry so far
 * @param aliveUnixMillis when the marker was last renewed
 */
public record RunMarker(
    String runId,
    String attempt,
    String experiment,
    String host,
    int cyclesPlanned,
    long startedUnixMillis,
    long cycles,
    long aliveUnixMillis) {

  /** An attempt whose marker was not renewed for this long is lost; clocks of hosts may differ. */
  private static final long LOST_AFTER_MILLIS = Duration.ofMinutes(2).toMillis();

  public RunMarker {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(host, "host");
  }

  /** Returns the marker of the same attempt at a later moment. */
  public RunMarker at(long cyclesThen, long unixMillis) {
    return new RunMarker(
        runId, attempt, experiment, host, cyclesPlanned, startedUnixMillis, cyclesThen, unixMillis);
  }

  /** Returns whether the attempt can still be under way at this time. */
  public boolean isAlive(long nowUnixMillis) {
    return nowUnixMillis - aliveUnixMillis < LOST_AFTER_MILLIS;
  }
}
