package dev.runvar.exchange;

import java.util.Objects;
import java.util.Optional;

/** What is taken for the experiment and the variant of runs whose file names none. */
public record RunDefaults(Optional<String> experiment, Optional<String> variant) {

  private static final String EXPERIMENT = "imported";

  public RunDefaults {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(variant, "variant");
  }

  /**
   * Returns the experiment of a run of which only the variant is known: each has one, to compare.
   */
  String experimentOf(Optional<String> variantOfRun) {
    return experiment.or(() -> variantOfRun).orElse(EXPERIMENT);
  }
}
