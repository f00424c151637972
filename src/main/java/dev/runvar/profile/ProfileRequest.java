package dev.runvar.profile;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The task of a profiler in one run.
 *
 * @param directory an existing directory for its output, used by this run only
 * @param rateHertz samples per second, 0 for steps and phases without samples
 * @param step the function whose outermost calls are cycles, as {@code module:qualified.name};
 *     {@link #KNOWN_FRAMEWORKS} for the steps of frameworks that the profiler knows; empty where
 *     cycles come from elsewhere
 * @param phases functions to be timed inside of a cycle, by the name of the phase
 * @param inherited the environment of the run without a profiler; variables that the profiler also
 *     needs are extended, not replaced
 */
public record ProfileRequest(
    Path directory,
    int rateHertz,
    Optional<String> step,
    Map<String, String> phases,
    CensusMode census,
    Map<String, String> inherited) {

  public static final int MOST_RATE_HERTZ = 10_000;
  public static final String KNOWN_FRAMEWORKS = "auto";

  public ProfileRequest {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(census, "census");
    phases = java.util.Collections.unmodifiableMap(new TreeMap<>(phases));
    inherited = Map.copyOf(inherited);
    if (rateHertz < 0 || rateHertz > MOST_RATE_HERTZ) {
      throw new IllegalArgumentException(
          "rate is %d; allowed: 0 to %d per second".formatted(rateHertz, MOST_RATE_HERTZ));
    }
    if (step.isEmpty() && !phases.isEmpty()) {
      throw new IllegalArgumentException("phases are given without a step");
    }
  }
}
