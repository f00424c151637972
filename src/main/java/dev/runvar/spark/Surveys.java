package dev.runvar.spark;

import dev.runvar.causes.StudySurvey;
import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.FactsRequest.Range;
import dev.runvar.facts.RunFacts;
import dev.runvar.spark.RunReader.ReadRun;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The results of the first pass over all runs: the shared changes by experiment, and the ranges of
 * the exposures with series.
 */
final class Surveys implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Map<String, CourseGrid> grids;
  private final Set<String> surveyed;
  private final Set<String> exposures;
  private final Map<String, StudySurvey> surveys = new HashMap<>();
  private final Map<String, Integer> periods = new HashMap<>();
  private final Map<String, Range> ranges = new TreeMap<>();

  /**
   * Surveys of no runs yet.
   *
   * @param grids grids on which the runs of each experiment are compared
   * @param surveyed experiments whose runs are compared with each other
   * @param exposures columns whose range is needed
   */
  Surveys(Map<String, CourseGrid> grids, Set<String> surveyed, Set<String> exposures) {
    this.grids = new HashMap<>(grids);
    this.surveyed = new HashSet<>(surveyed);
    this.exposures = new HashSet<>(exposures);
  }

  /** Returns whether the first pass needs a run. */
  boolean want(RunOfStudy run) {
    return surveyed.contains(run.experiment()) || run.wantsExposures();
  }

  /** Adds a run. */
  Surveys add(RunReader reader, RunOfStudy run) {
    ReadRun read = reader.read(run);
    if (surveyed.contains(run.experiment())) {
      of(run.experiment()).add(read.cycles(), run.context(reader.scope()));
      periods.put(run.runId(), read.cycles().heavyPeriod());
    }
    if (run.wantsExposures()) {
      RunFacts.ranges(read.rows().columns(), exposures)
          .forEach((name, range) -> ranges.merge(name, range, Range::with));
    }
    return this;
  }

  /** Adds the surveys of other runs. */
  Surveys add(Surveys other) {
    other.surveys.forEach((experiment, survey) -> of(experiment).add(survey));
    periods.putAll(other.periods);
    other.ranges.forEach((name, range) -> ranges.merge(name, range, Range::with));
    return this;
  }

  /** Passes the results of the first pass to a run that is read again. */
  void tell(RunOfStudy run, ReadRun read) {
    if (periods.containsKey(run.runId())) {
      read.cycles().knowHeavyPeriod(periods.get(run.runId()));
    }
  }

  private StudySurvey of(String experiment) {
    return surveys.computeIfAbsent(experiment, e -> new StudySurvey(grids.get(e)));
  }

  /** Returns an empty survey for the runs of one seed. */
  StudySurvey ofOneSeed(String experiment) {
    return new StudySurvey(grids.get(experiment));
  }

  /** Returns the survey of an experiment; empty if its runs are not compared. */
  Optional<StudySurvey> experiment(String experiment) {
    return Optional.ofNullable(surveys.get(experiment));
  }

  Map<String, Range> ranges() {
    return ranges;
  }
}
