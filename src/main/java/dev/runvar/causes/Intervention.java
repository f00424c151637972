package dev.runvar.causes;

import dev.runvar.facts.DesignFactor;
import java.util.Objects;
import java.util.Set;

/**
 * A factor that changes the cause of a claim itself.
 *
 * @param more level that has more of the cause; {@code less} has less of it or none
 * @param caveat what else the factor changes; null if nothing
 */
record Intervention(String factor, String more, String less, String caveat) {

  Intervention {
    Objects.requireNonNull(factor, "factor");
    Objects.requireNonNull(more, "more");
    Objects.requireNonNull(less, "less");
  }

  boolean isVariedBy(DesignFactor other) {
    return other.name().equals(factor)
        && other.hasTwoLevels()
        && Set.copyOf(other.levels()).equals(Set.of(more, less));
  }

  String meaning() {
    return "growth with %s %s beyond that with %s".formatted(factor, more, less);
  }
}
