package dev.runvar.study;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file says of a run that was executed elsewhere; a {@link StudyException} when a study
 * cannot have such a run.
 *
 * @param place where the file says it
 * @param parameters the variant among them, when the file knows one
 * @param seed null when the file knows none
 * @param run what tells the run from others with the same parameters and seed; may be empty
 */
public record ImportedRun(
    Place place, String experiment, SortedMap<String, String> parameters, Long seed, String run) {

  private static final String VARIANT = "variant";
  private static final Set<String> VARIANTS = Set.of(Comparison.UNOPTIMIZED, Comparison.OPTIMIZED);

  public ImportedRun {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(run, "run");
    Value id = new Value(place, "experiment", experiment);
    if (!experiment.matches(StudyReader.NAME)) {
      throw id.notAllowed(StudyReader.NAME_ALLOWED);
    }
    parameters = Treatment.copy(parameters);
    parameters.forEach((name, text) -> check(place, name, text));
    if (seed != null && (seed < 0 || seed > Integer.MAX_VALUE)) {
      throw place.notAllowed(
          "seed", seed.toString(), "a whole number from 0 to " + Integer.MAX_VALUE);
    }
  }

  /** Returns a run whose variant is a parameter like others, as it is in a study file. */
  public static ImportedRun of(
      Place place,
      String experiment,
      Optional<String> variant,
      Map<String, String> parameters,
      Long seed,
      String run) {
    SortedMap<String, String> all = new TreeMap<>(parameters);
    variant.ifPresent(text -> all.put(VARIANT, text));
    return new ImportedRun(place, experiment, all, seed, run);
  }

  /** Returns what tells the run from others, for messages. */
  public String description() {
    StringBuilder text = new StringBuilder("run of experiment " + experiment);
    if (seed != null) {
      text.append(", seed ").append(seed);
    }
    if (!run.isEmpty()) {
      text.append(", ").append(run);
    }
    SortedMap<String, String> levels = levels();
    if (!levels.isEmpty()) {
      text.append(", ").append(levels);
    }
    return text.toString();
  }

  private static void check(Place place, String name, String text) {
    ExperimentReader.checkName(Value.parameter(place, name));
    Value value = new Value(place, name, text);
    if (name.equals(VARIANT) && !VARIANTS.contains(text)) {
      throw value.notAllowed(Comparison.UNOPTIMIZED + ", " + Comparison.OPTIMIZED);
    }
  }

  /** Returns what the treatments differ in: every parameter but the variant. */
  SortedMap<String, String> levels() {
    SortedMap<String, String> levels = new TreeMap<>(parameters);
    levels.remove(VARIANT);
    return levels;
  }
}
