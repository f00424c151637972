package dev.runvar.comparison;

import dev.runvar.facts.RunStatistics;
import java.util.List;
import java.util.Set;

/**
 * The runs of one version of a program.
 *
 * @param name of its study
 * @param host where and when they were measured
 */
public record VersionRuns(String name, List<RunStatistics> runs, Host host) {

  public VersionRuns {
    runs = List.copyOf(runs);
  }

  /**
   * Where and when runs were measured.
   *
   * @param names of the hosts; empty for runs from elsewhere
   * @param cpuPercent mean load of all cores while they ran, null where it is not known
   * @param startedUnixMillis null for runs that do not tell, like {@code endedUnixMillis}
   */
  public record Host(
      Set<String> names, Double cpuPercent, Long startedUnixMillis, Long endedUnixMillis) {

    public Host {
      names = Set.copyOf(names);
    }
  }
}
