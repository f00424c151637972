package dev.runvar.facts;

/**
 * The statistics of a run over the first cycles, as many as all runs that match it have; null is
 * what the run does not give.
 *
 * @param cycles number of these cycles
 * @param earlyNanos mean of their first fifth; {@code lateNanos} of the last
 */
public record CommonCycles(
    long cycles,
    double meanNanos,
    double sdNanos,
    Double earlyNanos,
    Double lateNanos,
    Double hostReadings,
    Double meanPopulation,
    Double patternsAtEnd) {}
