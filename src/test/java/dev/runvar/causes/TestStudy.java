package dev.runvar.causes;

import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.DoseSums;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import java.util.List;
import java.util.stream.IntStream;

/** Runs of a test, each of a seed of its own, with all that they say. */
final class TestStudy {

  private TestStudy() {}

  static List<RunEffects> effects(List<RunTelemetry> runs, RunContext context) {
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
  static RunEffects effects(int seed, RunTelemetry run, RunContext context) {
    StudySurvey alone = new StudySurvey(CourseGrid.of(run.rows(), run.rows())).add(run, context);
    return RunEffects.of("r" + seed, seed, run, context, alone, alone);
  }

  static RunEffects effects(RunTelemetry run, RunContext context) {
    return effects(List.of(run), context).get(0);
  }

  /** Returns what a run owes to an exposure, from its 5th to its 95th percentile. */
  static double dose(RunEffects effects, String name) {
    DoseSums sums = effects.doses().get(name);
    return sums.spread() * sums.xy() / sums.xx();
  }
}
