package dev.runvar.exchange;

import java.util.Objects;
import java.util.Optional;

/** What is taken for the experiment and the variant of runs whose file names none. */
public record RunDefaults(String experiment, Optional<String> variant) {

  /** The experiment of runs of which nobody says another. */
  public static final String EXPERIMENT = "imported";

  public RunDefaults {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(variant, "variant");
  }
}
