package dev.runvar.facts;

import java.io.Serializable;

/**
 * The mean time of a phase over the early and the late cycles that time any phase; 0 in one that
 * times others only.
 *
 * @param phase null for the wall time of the same cycles
 * @param earlyNanos null when no early cycle times a phase; so is {@code lateNanos} of late ones
 */
public record PhaseFact(String phase, Double earlyNanos, Double lateNanos)
    implements Serializable {}
