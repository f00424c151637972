package dev.runvar.exchange;

import dev.runvar.study.LinePattern;
import dev.runvar.study.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Default values for runs whose file does not give them.
 *
 * @param seed empty if the position of the run is its seed
 * @param run a name that distinguishes the run from others; may be empty
 */
public record RunDefaults(
    Optional<String> experiment,
    Optional<String> variant,
    Optional<Long> seed,
    String run,
    Map<String, String> parameters) {

  private static final String EXPERIMENT = "imported";

  public RunDefaults {
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(variant, "variant");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(run, "run");
    parameters = Map.copyOf(parameters);
  }

  public RunDefaults(Optional<String> experiment, Optional<String> variant) {
    this(experiment, variant, Optional.empty(), "", Map.of());
  }

  /**
   * Returns the experiment of a run. If only its variant is known, each variant is an experiment,
   * so that variants can be compared.
   */
  String experimentOf(Optional<String> variantOfRun) {
    return experiment.or(() -> variantOfRun).orElse(EXPERIMENT);
  }

  /** Returns the values in the name of a file, completed by these defaults. */
  RunDefaults ofName(LinePattern pattern, String name) {
    if (!pattern.find(name)) {
      throw new Place(name, 1)
          .notAllowed("--name", "\"" + pattern + '"', "an expression that the file's name matches");
    }
    Map<String, String> said = new HashMap<>();
    List<String> groups = pattern.names();
    for (int i = 0; i < groups.size(); i++) {
      if (pattern.group(i) != null) {
        said.put(groups.get(i), pattern.group(i));
      }
    }
    Optional<Long> own =
        Optional.ofNullable(said.remove("seed"))
            .map(text -> new Cell(text).whole(new Place(name, 1), "seed"));
    return new RunDefaults(
        Optional.ofNullable(said.remove("experiment")).or(() -> experiment),
        Optional.ofNullable(said.remove("variant")).or(() -> variant),
        own.or(() -> seed),
        Optional.ofNullable(said.remove("run")).orElse(run),
        said);
  }
}
