package dev.runvar.instrument;

/**
 * One full reading of the host; null is what the host did not give.
 *
 * @param cpuPercent busy share of all cores since the reading before, 0 to 100; null when the
 *     kernel's tick counters did not move in between
 * @param memoryPercent share of memory that is in use, 0 to 100
 * @param freeBytes space left on the file system of the scratch directory
 * @param networkBytes bytes received and sent by one interface since the host started; null when
 *     there is no interface
 */
public record HostReading(
    Double cpuPercent, double memoryPercent, int processCount, long freeBytes, Long networkBytes) {}
