package dev.runvar.instrument;

/**
 * How loaded the host is, or the container that this process is in; null is what is not known.
 *
 * @param cpuPercent of all cores, or of those that the container may use, over a sliding window
 * @param memoryPercent in use, of all memory or of what the container may use
 * @param throttledNanos how long the container was kept off its cores since it began, because it
 *     had used its quota; null without a quota
 */
public record HostLoad(Double cpuPercent, Double memoryPercent, Long throttledNanos) {}
