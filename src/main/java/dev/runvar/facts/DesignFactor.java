package dev.runvar.facts;

import java.util.List;
import java.util.Objects;

/**
 * A factor in which the runs of an experiment differ, and its levels, the reference level first.
 */
public record DesignFactor(String name, List<String> levels) {

  public DesignFactor {
    Objects.requireNonNull(name, "name");
    levels = List.copyOf(levels);
  }

  public boolean hasTwoLevels() {
    return levels.size() == 2;
  }

  public String from() {
    return levels.get(0);
  }

  public String to() {
    return levels.get(1);
  }
}
