package dev.runvar.facts;

import java.util.List;
import java.util.Objects;

/** What one experiment varies. */
public record Design(String experiment, List<DesignFactor> factors, Kind kind) {

  /** What the factors decide. */
  public enum Kind {
    /** How runs compute their path, by the names of the factors. */
    SWITCHES,
    /** Nothing that the names tell. */
    ANY
  }

  public Design {
    Objects.requireNonNull(experiment, "experiment");
    factors = List.copyOf(factors);
    Objects.requireNonNull(kind, "kind");
  }
}
