package dev.runvar.profile;

import java.util.Objects;

/**
 * The profile of a run, with the seed that makes it a replicate.
 *
 * @param seed runs of one seed are averaged before anything is tested
 */
public record SeededProfile(long seed, CycleProfile profile) {

  public SeededProfile {
    Objects.requireNonNull(profile, "profile");
  }
}
