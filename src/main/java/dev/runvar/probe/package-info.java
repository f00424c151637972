/**
 * The instrument: samples the host and the run's process on a thread of its own, and joins what it
 * read to the cycles by time.
 *
 * <p>May import {@code host} and {@code telemetry}.
 */
package dev.runvar.probe;
