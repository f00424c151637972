package dev.runvar.facts;

import java.io.Serializable;
import java.util.Map;

/**
 * Mean times over those cycles in a window that time any phase.
 *
 * @param wallNanos of these cycles as a whole
 * @param nanos mean time of each phase; a missing phase took no time
 */
public record PhaseMeans(double wallNanos, Map<String, Double> nanos) implements Serializable {

  public PhaseMeans {
    nanos = Map.copyOf(nanos);
  }

  public double of(String phase) {
    return nanos.getOrDefault(phase, 0.0);
  }
}
