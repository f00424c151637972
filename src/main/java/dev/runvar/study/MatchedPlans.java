package dev.runvar.study;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The plans of two studies with match ids that both have in common.
 *
 * <p>A study's own match ids name its program, which another study does not have.
 */
public record MatchedPlans(List<RunSpec> before, List<RunSpec> after) {

  /** What equal runs have in common, the closest first. */
  private static final List<Function<RunSpec, String>> MATCHES =
      List.of(
          run -> Plan.id("experiment", run.experiment(), run.parameters(), run.seed()),
          run -> Plan.id("parameters", run.parameters(), run.seed()),
          run -> Plan.id("path", Plan.unswitched(run.parameters()), run.seed()));

  public MatchedPlans {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * Matches runs by experiment, parameters and seed where any run has a partner so, else by
   * parameters and seed, else by the parameters that decide their path, and seed.
   */
  public static MatchedPlans of(List<RunSpec> before, List<RunSpec> after) {
    return MATCHES.stream()
        .filter(match -> haveCommon(keys(before, match), keys(after, match)))
        .findFirst()
        .map(match -> new MatchedPlans(matchedBy(before, match), matchedBy(after, match)))
        .orElse(new MatchedPlans(before, after));
  }

  private static boolean haveCommon(Set<String> one, Set<String> other) {
    return one.stream().anyMatch(other::contains);
  }

  private static Set<String> keys(List<RunSpec> runs, Function<RunSpec, String> match) {
    return runs.stream().filter(MatchedPlans::hasSeed).map(match).collect(Collectors.toSet());
  }

  private static List<RunSpec> matchedBy(List<RunSpec> runs, Function<RunSpec, String> match) {
    return runs.stream().map(run -> hasSeed(run) ? run.matchedBy(match.apply(run)) : run).toList();
  }

  /** A run from elsewhere that names no seed is matched by nothing but itself. */
  private static boolean hasSeed(RunSpec run) {
    return !run.matchId().equals(run.runId());
  }
}
