package dev.runvar.cli;

import dev.runvar.store.Outcome;
import dev.runvar.store.RunMarker;
import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.study.RunSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/**
 * Estimates the remaining time of runs from finished runs of the same treatment, because a study
 * may have runs of seconds and runs of hours.
 */
final class TimeLeft {

  /** The treatment; runs of one treatment are expected to take equally long. */
  private record Kind(String experiment, SortedMap<String, String> levels) {}

  /**
   * The numbers of runs of a kind that are to do and done, and the total time of the finished ones.
   */
  private static final class Runs {

    private int toDo;
    private int done;
    private int timed;
    private double millis;

    void time(Ended run) {
      if (run.outcome() == Outcome.OK) {
        timed++;
        millis += run.endedUnixMillis() - run.startedUnixMillis();
      }
    }
  }

  private final Map<Kind, Runs> kinds = new HashMap<>();
  private final Map<String, Runs> ofRun = new HashMap<>();

  private Runs of(RunSpec run) {
    return kinds.computeIfAbsent(new Kind(run.experiment(), run.levels()), added -> new Runs());
  }

  /** Adds a run that is to be done. */
  void add(RunSpec run) {
    Runs runs = of(run);
    runs.toDo++;
    ofRun.put(run.runId(), runs);
  }

  /** Returns the runs that are to be done. */
  Set<String> runIds() {
    return Collections.unmodifiableSet(ofRun.keySet());
  }

  /** Adds a run that ended earlier, to learn how long such runs take. */
  void add(RunSpec run, Ended end) {
    of(run).time(end);
  }

  /** Marks one of the runs to be done as ended. */
  void ended(Ended run) {
    Runs runs = ofRun.get(run.runId());
    runs.done++;
    runs.time(run);
  }

  /**
   * Returns the remaining time; empty before any progress.
   *
   * @param elapsedNanos time since the first of the runs began
   * @param underWay the runs that are under way
   */
  OptionalLong nanos(long elapsedNanos, List<RunMarker> underWay, long nowUnixMillis) {
    Map<Runs, Double> expected = expected(underWay, nowUnixMillis);
    double all = 0;
    double done = 0;
    for (Map.Entry<Runs, Double> runs : expected.entrySet()) {
      all += runs.getKey().toDo * runs.getValue();
      done += runs.getKey().done * runs.getValue();
    }
    for (RunMarker marker : underWay) {
      done += share(marker) * expected.get(ofRun.get(marker.runId()));
    }
    return done > 0
        ? OptionalLong.of((long) (elapsedNanos * Math.max(0, all - done) / done))
        : OptionalLong.empty();
  }

  /**
   * Returns the expected time of a run of each kind: from finished runs, else from the progress of
   * runs under way, else from the mean of the other kinds.
   */
  private Map<Runs, Double> expected(List<RunMarker> underWay, long nowUnixMillis) {
    Map<Runs, Double> expected = new HashMap<>();
    List<Runs> unknown = new ArrayList<>();
    for (Runs runs : kinds.values()) {
      OptionalDouble millis =
          runs.timed > 0
              ? OptionalDouble.of(runs.millis / runs.timed)
              : underWay.stream()
                  .filter(marker -> ofRun.get(marker.runId()) == runs && share(marker) > 0)
                  .mapToDouble(
                      marker -> (nowUnixMillis - marker.startedUnixMillis()) / share(marker))
                  .average();
      millis.ifPresentOrElse(
          known -> expected.put(runs, Math.max(1, known)), () -> unknown.add(runs));
    }
    double mean = expected.values().stream().mapToDouble(Double::doubleValue).average().orElse(1);
    unknown.forEach(runs -> expected.put(runs, mean));
    return expected;
  }

  /**
   * Returns the share of a run that is done, by its cycles; 0 if the program decides their number.
   */
  private static double share(RunMarker marker) {
    return marker.cyclesPlanned() == 0
        ? 0
        : Math.min(1, (double) marker.cycles() / marker.cyclesPlanned());
  }
}
