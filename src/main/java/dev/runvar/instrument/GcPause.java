package dev.runvar.instrument;

/**
 * A collection for which a JVM stopped.
 *
 * @param endNanoTime when it ended, by {@link System#nanoTime} of this host
 * @param heapUsedBytes after it, and so is {@code heapCommittedBytes}; null when it moved nothing
 */
public record GcPause(long endNanoTime, long nanos, Long heapUsedBytes, Long heapCommittedBytes) {}
