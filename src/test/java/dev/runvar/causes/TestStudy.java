package dev.runvar.causes;

import dev.runvar.facts.Accumulation;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.DoseSums;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.result.Verdict;
import java.util.List;
import java.util.stream.IntStream;

/** Runs of a test, each of a seed of its own, with all that they say. */
public final class TestStudy {

  /** A scope with two causes, each on a phase of its own, and a phase that neither acts on. */
  public static final AnalysisScope SCOPE =
      AnalysisScope.of(0.01)
          .withAccumulations(
              List.of(
                  new Accumulation("database", "database_bytes", "persist", "size of the database"),
                  new Accumulation("patterns", "patterns", "recall", "number of patterns")))
          .declaredOnly(
              List.of(
                  new Accumulation("database", "database_bytes", "evolve", "size of the database"),
                  new Accumulation("patterns", "patterns", "evolve", "number of patterns")));

  /** The causes of the scope in the order in which tests ask for them. */
  public static final List<String> CAUSES =
      List.of("contention", "memory fragmentation", "database", "heat", "patterns");

  private TestStudy() {}

  /** Returns the verdicts in the order of {@link #CAUSES}. */
  public static List<Verdict> verdicts(List<RunEffects> runs, double floor) {
    List<Cause> causes = CauseAnalysis.causes(SCOPE);
    List<Verdict> verdicts =
        CauseAnalysis.verdicts(SCOPE, new Replicates(runs, floor), Interventions.NONE);
    return CAUSES.stream()
        .map(name -> verdicts.get(causes.stream().map(Cause::name).toList().indexOf(name)))
        .toList();
  }

  public static List<RunEffects> effects(List<RunTelemetry> runs, RunContext context) {
    int fewest = runs.stream().mapToInt(RunTelemetry::rows).min().orElseThrow();
    int most = runs.stream().mapToInt(RunTelemetry::rows).max().orElseThrow();
    CourseGrid grid = CourseGrid.of(fewest, most);
    StudySurvey all = new StudySurvey(grid);
    runs.forEach(run -> all.add(run, context));
    return IntStream.range(0, runs.size())
        .mapToObj(
            seed -> {
              RunTelemetry run = runs.get(seed);
              StudySurvey alone = new StudySurvey(grid).add(run, context);
              return RunEffects.of("r" + seed, seed, run, context, all, alone);
            })
        .toList();
  }

  /** Returns what a run says that is alone in its study. */
  public static RunEffects effects(int seed, RunTelemetry run, RunContext context) {
    StudySurvey alone = new StudySurvey(CourseGrid.of(run.rows(), run.rows())).add(run, context);
    return RunEffects.of("r" + seed, seed, run, context, alone, alone);
  }

  public static RunEffects effects(RunTelemetry run, RunContext context) {
    return effects(List.of(run), context).get(0);
  }

  /** Returns whether the load of the host, less that of the run itself, varies in a run. */
  public static boolean loadVaries(RunEffects effects) {
    return effects
        .of(new ResourceContention(), ResourceContention.OfRun.class)
        .orElseThrow()
        .moved()
        .contains(ResourceContention.Reading.LOAD);
  }

  /** Returns what a run says of a cause of the scope. */
  static AccumulationRule.OfRun claim(RunEffects effects, String name) {
    return AccumulationRule.of(SCOPE).stream()
        .filter(rule -> rule.name().equals(name) && !rule.isControl())
        .flatMap(rule -> rule.of(effects).stream())
        .findFirst()
        .orElseThrow();
  }

  /** Returns what a run owes to an exposure, from its 5th to its 95th percentile. */
  static double dose(RunEffects effects, String name) {
    DoseSums sums = claim(effects, name).doseOrNull();
    return sums.spread() * sums.xy() / sums.xx();
  }
}
