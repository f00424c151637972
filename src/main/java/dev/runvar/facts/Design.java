package dev.runvar.facts;

import java.util.List;
import java.util.Objects;

/** The factors that one experiment varies. */
public record Design(String experiment, List<DesignFactor> factors, Kind kind) {

  /** The kind of the factors. */
  public enum Kind {
    /** By their names, the factors change how runs compute their path. */
    SWITCHES,
    /** The names do not show what the factors change. */
    ANY
  }

  public Design {
    Objects.requireNonNull(experiment, "experiment");
    factors = List.copyOf(factors);
    Objects.requireNonNull(kind, "kind");
  }
}
