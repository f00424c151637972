package dev.runvar.facts;

import java.io.Serializable;

/**
 * The mean time of a phase over the early and the late cycles that time any phase. A cycle that
 * times only other phases counts as 0.
 *
 * @param phase null for the wall time of the same cycles
 * @param earlyNanos null if no early cycle times a phase; {@code lateNanos} likewise for late ones
 */
public record PhaseFact(String phase, Double earlyNanos, Double lateNanos)
    implements Serializable {}
