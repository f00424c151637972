package dev.runvar.causes;

import dev.runvar.facts.RunCourse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Counts the runs of an experiment by the kind of their course. */
public final class Classification {

  static final String INCONSISTENT = "inconsistent-treatments";

  private Classification() {}

  /**
   * Returns the number of runs by kind, and the number of treatments whose runs differ in kind;
   * null if no run is long enough.
   *
   * @param treatments the runs of each treatment
   */
  public static Map<String, Integer> of(Collection<List<RunEffects>> treatments) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (RunCourse.Kind kind : RunCourse.Kind.values()) {
      long runs = treatments.stream().flatMap(Collection::stream).filter(r -> is(r, kind)).count();
      counts.put(name(kind), (int) runs);
    }
    if (counts.values().stream().allMatch(count -> count == 0)) {
      return null;
    }
    long differing = treatments.stream().filter(runs -> kinds(runs) > 1).count();
    counts.put(INCONSISTENT, (int) differing);
    return counts;
  }

  private static boolean is(RunEffects run, RunCourse.Kind kind) {
    return run.course().map(RunCourse::kind).equals(Optional.of(kind));
  }

  private static long kinds(List<RunEffects> runs) {
    return runs.stream()
        .flatMap(run -> run.course().stream())
        .map(RunCourse::kind)
        .collect(Collectors.toSet())
        .size();
  }

  /** Returns the name of a kind in results. */
  public static String name(RunCourse.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
