package dev.runvar.instrument;

/**
 * One reading of a process and what it started: counters since it began, sizes as they are now;
 * null is what this host does not give.
 *
 * @param cpuNanos in steps of the kernel's tick, 10 ms
 * @param rssBytes resident memory; pages that two processes share count in each
 * @param voluntarySwitches of all threads; what a thread did since the last reading before its end
 *     is missing, and so it is of {@code involuntarySwitches}
 * @param readBytes from storage, not from the page cache; so are {@code writeBytes} to it
 */
public record ProcessReading(
    long cpuNanos,
    long rssBytes,
    Long minorFaults,
    Long majorFaults,
    Long voluntarySwitches,
    Long involuntarySwitches,
    Long readBytes,
    Long writeBytes) {}
