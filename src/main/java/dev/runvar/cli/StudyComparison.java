package dev.runvar.cli;

import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs that two studies have in common, by their trajectories.
 *
 * @param common finished runs of both that have the same run id
 * @param onlyOne finished runs of one of them
 * @param pathless finished runs of both that report no trajectory
 * @param different a line for each common run whose trajectories differ
 */
record StudyComparison(int common, int onlyOne, int pathless, List<String> different) {

  /** Whether runs say which path they took. */
  private enum Path {
    REPORTED,
    UNKNOWN
  }

  StudyComparison {
    different = List.copyOf(different);
  }

  static StudyComparison of(StudyStore one, StudyStore other) {
    Map<String, RunRecord> first = finished(one, Path.REPORTED);
    Map<String, RunRecord> second = finished(other, Path.REPORTED);
    List<String> common = first.keySet().stream().filter(second::containsKey).toList();
    List<String> different =
        common.stream()
            .filter(id -> !sameTrajectory(first.get(id), second.get(id)))
            .map(id -> difference(first.get(id), second.get(id)))
            .toList();
    int pathless = finished(one, Path.UNKNOWN).size() + finished(other, Path.UNKNOWN).size();
    return new StudyComparison(
        common.size(), first.size() + second.size() - 2 * common.size(), pathless, different);
  }

  private static Map<String, RunRecord> finished(StudyStore store, Path path) {
    return store.records().stream()
        .filter(record -> record.outcome() == Outcome.OK)
        .filter(record -> (record.trajectory() == null) == (path == Path.UNKNOWN))
        .collect(Collectors.toMap(RunRecord::runId, record -> record, (a, b) -> a, TreeMap::new));
  }

  private static boolean sameTrajectory(RunRecord one, RunRecord other) {
    return Objects.equals(one.trajectory(), other.trajectory());
  }

  private static String difference(RunRecord one, RunRecord other) {
    return "run %s: trajectory %s on %s, and %s on %s"
        .formatted(one.runId(), one.trajectory(), one.host(), other.trajectory(), other.host());
  }
}
