package dev.runvar.cli;

import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares the trajectories of the runs that two studies have in common.
 *
 * @param common number of finished runs with the same run id in both
 * @param onlyOne number of finished runs that only one of them has
 * @param pathless number of finished runs of either that report no trajectory
 * @param different one line for each common run whose trajectories differ
 */
record StudyComparison(int common, int onlyOne, int pathless, List<String> different) {

  StudyComparison {
    different = List.copyOf(different);
  }

  static StudyComparison of(StudyStore one, StudyStore other) {
    List<RunRecord> ofOne = finished(one);
    List<RunRecord> ofOther = finished(other);
    Map<String, RunRecord> first = withPath(ofOne);
    Map<String, RunRecord> second = withPath(ofOther);
    List<String> common = first.keySet().stream().filter(second::containsKey).toList();
    List<String> different =
        common.stream()
            .filter(id -> !first.get(id).trajectory().equals(second.get(id).trajectory()))
            .map(id -> difference(first.get(id), second.get(id)))
            .toList();
    int withPath = first.size() + second.size();
    return new StudyComparison(
        common.size(),
        withPath - 2 * common.size(),
        ofOne.size() + ofOther.size() - withPath,
        different);
  }

  private static List<RunRecord> finished(StudyStore store) {
    return store.snapshot().records().stream().filter(run -> run.outcome() == Outcome.OK).toList();
  }

  private static Map<String, RunRecord> withPath(List<RunRecord> runs) {
    return runs.stream()
        .filter(run -> run.trajectory() != null)
        .collect(Collectors.toMap(RunRecord::runId, run -> run, (a, b) -> a, TreeMap::new));
  }

  private static String difference(RunRecord one, RunRecord other) {
    return "run %s: trajectory %s on %s, and %s on %s"
        .formatted(one.runId(), one.trajectory(), one.host(), other.trajectory(), other.host());
  }
}
