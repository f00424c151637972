package dev.runvar.study;

import java.util.List;
import java.util.Objects;

/** A parameter that an experiment varies, with its levels as the study writes them. */
public record Factor(String name, List<String> levels) {

  public Factor {
    Objects.requireNonNull(name, "name");
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("a factor without levels: " + name);
    }
  }
}
