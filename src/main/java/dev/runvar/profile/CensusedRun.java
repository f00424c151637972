package dev.runvar.profile;

import java.util.List;
import java.util.Objects;

/**
 * The censuses of a run.
 *
 * @param seed runs of one seed are averaged
 * @param cycles when its cycles were
 */
public record CensusedRun(long seed, CycleSpans cycles, List<Census> censuses) {

  public CensusedRun {
    Objects.requireNonNull(cycles, "cycles");
    censuses = List.copyOf(censuses);
  }
}
