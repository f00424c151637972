package dev.runvar.facts;

import java.io.Serializable;

/**
 * The cycles of one run in one bin of a series.
 *
 * @param series what is binned: a constant of {@link RunFacts}
 * @param name which of the series of this kind
 * @param firstCycle smallest number of a cycle; {@code lastCycle} the largest
 * @param weight by which the runs of a seed are averaged
 * @param value mean of the variable that is binned
 * @param nanos mean wall time, or mean of the gauge that the series is of
 */
public record BinFact(
    String series,
    String name,
    int bin,
    long firstCycle,
    long lastCycle,
    long cycles,
    double weight,
    double value,
    double nanos)
    implements Serializable {}
