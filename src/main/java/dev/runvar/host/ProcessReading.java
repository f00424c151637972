package dev.runvar.host;

/**
 * One reading of a process: counters since it started, sizes as they are now.
 *
 * @param rssBytes resident memory of the process and its descendants; shared pages count in each
 */
public record ProcessReading(
    long cpuNanos,
    long rssBytes,
    long minorFaults,
    long majorFaults,
    long readBytes,
    long writeBytes) {}
