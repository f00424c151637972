package dev.runvar.causes;

import dev.runvar.facts.Accumulation;
import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.Peers;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.facts.SharedCourses;
import dev.runvar.statistics.Gaps;
import dev.runvar.statistics.Quantiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A first pass over the runs of one experiment. It collects what the analysis of each run needs to
 * know about the others.
 */
public final class StudySurvey implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int FEWEST_RUNS = 5;
  private static final double LEAST_REST = 0.05;

  /** The period of heavy cycles may differ by one between runs. */
  private static final int PERIOD_SLACK = 1;

  /**
   * The data of one run.
   *
   * @param restShares share of the rest of a cycle, by the claim on its phase
   * @param growths of its parts, as shares of the early runtime
   */
  private record OfRun(
      int period, Map<Accumulation, Double> restShares, Map<String, Double> growths)
      implements Serializable {}

  private final SharedCourses courses;
  private final List<OfRun> runs = new ArrayList<>();
  private final Map<Accumulation, Integer> exposed = new HashMap<>();

  /** A survey of no runs. */
  public StudySurvey(CourseGrid grid) {
    courses = new SharedCourses(grid);
  }

  /** Adds a run to the survey. */
  public StudySurvey add(RunTelemetry run, RunContext context) {
    if (run.cycles() == 0) {
      return this;
    }
    int period = run.heavyPeriod();
    Peers alone = new Peers(courses, courses, period, Set.of(), Set.of(), Set.of());
    RunView view = new RunView(run, context, alone);
    courses.add(view, view.courses());
    Map<Accumulation, Double> restShares = new HashMap<>();
    for (AccumulationRule rule : AccumulationRule.of(context.scope(), run)) {
      if (view.column(rule.exposure()).filter(Gaps::varies).isPresent()) {
        exposed.merge(rule.declared(), 1, Integer::sum);
        rule.restShare(view).ifPresent(share -> restShares.put(rule.declared(), share));
      }
    }
    runs.add(new OfRun(period, restShares, AccumulationSearch.growths(view)));
    return this;
  }

  /** Adds another survey to this one. */
  public StudySurvey add(StudySurvey other) {
    courses.add(other.courses);
    runs.addAll(other.runs);
    other.exposed.forEach((claim, count) -> exposed.merge(claim, count, Integer::sum));
    return this;
  }

  /**
   * Returns what the analysis of a run needs to know about the other runs.
   *
   * @param sameSeed a survey of the runs of the same seed
   */
  Peers of(RunTelemetry run, StudySurvey sameSeed) {
    int most = (int) Quantiles.of(runs.stream().mapToDouble(OfRun::period).toArray(), 0.5);
    int own = run.heavyPeriod();
    Set<Accumulation> timed = new HashSet<>();
    Set<Accumulation> withoutRest = new HashSet<>();
    exposed.forEach(
        (claim, count) -> {
          double[] shares =
              runs.stream()
                  .filter(r -> r.restShares().containsKey(claim))
                  .mapToDouble(r -> r.restShares().get(claim))
                  .toArray();
          if (shares.length > 0 && shares.length >= Math.min(FEWEST_RUNS, count)) {
            timed.add(claim);
            if (!(Quantiles.of(shares, 0.5) >= LEAST_REST)) {
              withoutRest.add(claim);
            }
          }
        });
    return new Peers(
        courses,
        sameSeed.courses,
        Math.abs(own - most) <= PERIOD_SLACK ? own : 1,
        timed,
        withoutRest,
        sameSeed == this ? Set.of() : grown());
  }

  /** Returns the parts that grow in the mean over runs. No other part can be shown to grow. */
  private Set<String> grown() {
    Map<String, Double> sums = new HashMap<>();
    runs.forEach(
        run -> run.growths().forEach((part, share) -> sums.merge(part, share, Double::sum)));
    return sums.entrySet().stream()
        .filter(part -> part.getValue() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
