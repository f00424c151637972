package dev.runvar.facts;

/**
 * The statistics of a run over its first cycles, as many as all matched runs have; null if the run
 * does not have one.
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
