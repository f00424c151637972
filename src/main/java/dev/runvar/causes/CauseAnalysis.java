package dev.runvar.causes;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.CourseGrid;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.facts.RunView;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.CauseResults.Control;
import dev.runvar.result.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Decides which causes explain why the cycles of one experiment take longer. */
public final class CauseAnalysis {

  private static final List<Cause> BUILT_IN =
      List.of(new ResourceContention(), new MemoryFragmentation(), new ThermalThrottling());

  private CauseAnalysis() {}

  /** Returns the built-in causes and those that a study declares: one family of claims. */
  static List<Cause> causes(AnalysisScope scope) {
    return Stream.concat(BUILT_IN.stream(), declared(scope, false)).toList();
  }

  /** Returns the negative controls: claims that must not be found. */
  static List<Cause> controls(AnalysisScope scope) {
    return declared(scope, true).toList();
  }

  private static Stream<Cause> declared(AnalysisScope scope, boolean controls) {
    return AccumulationRule.of(scope).stream()
        .filter(rule -> rule.isControl() == controls)
        .map(rule -> rule);
  }

  /** Returns the data of a run for all claims: causes, controls and the search. */
  static Map<Cause, Cause.OfRun> measure(RunView view) {
    AnalysisScope scope = view.context().scope();
    Map<Cause, Cause.OfRun> ofCauses = new HashMap<>();
    Stream.of(causes(scope).stream(), controls(scope).stream(), AccumulationSearch.searched(view))
        .flatMap(claims -> claims)
        .forEach(cause -> ofCauses.put(cause, cause.measure(view)));
    return ofCauses;
  }

  /**
   * Returns the results for one experiment.
   *
   * @param runs effects of the runs of the experiment that are OK
   * @param unfinished effects of runs that hit the time or memory limit
   * @param interventions of the whole study, which outrank regressions within runs
   * @param scope that the runs were measured by
   */
  public static CauseResults of(
      String experiment,
      List<RunEffects> runs,
      List<RunEffects> unfinished,
      Interventions interventions,
      AnalysisScope scope) {
    Replicates replicates = new Replicates(runs, scope.delta());
    List<Cause> causes = causes(scope);
    List<Evidence> regressions = regressions(causes, replicates);
    List<Evidence> strongest = strongest(causes, regressions, interventions, scope.delta());
    List<Verdict> verdicts = Verdicts.of(strongest, replicates);
    List<CauseResult> results = new ArrayList<>();
    for (int i = 0; i < causes.size(); i++) {
      results.add(
          new CauseResult(
              causes.get(i).name(),
              causes.get(i).claim(),
              verdicts.get(i),
              strongest.get(i).equals(regressions.get(i))
                  ? null
                  : alone(regressions.get(i), replicates)));
    }
    return new CauseResults(
        experiment,
        results,
        AccumulationSearch.of(replicates),
        controls(scope, replicates),
        MemoryManagement.evidence(replicates).map(e -> alone(e, replicates)).orElse(null),
        AttributionAnalysis.of(scope, replicates),
        UnfinishedRuns.of(runs, unfinished, interventions, scope),
        DeclaredWork.notes(scope, replicates));
  }

  /** Returns the results for runs that are in memory, one per seed. */
  public static CauseResults of(List<RunTelemetry> runs, RunContext context) {
    List<RunEffects> effects = effects(runs, context);
    return of("in-memory", effects, List.of(), Interventions.NONE, context.scope());
  }

  /** Computes the effects of one of the runs in memory. */
  @FunctionalInterface
  interface EffectsOfRun {
    RunEffects of(int seed, RunTelemetry run, RunContext context, StudySurvey all, StudySurvey own);
  }

  /** Returns the effects of runs that are in memory, one per seed. */
  static List<RunEffects> effects(List<RunTelemetry> runs, RunContext context) {
    return effects(runs, context, RunEffects::ofCauses);
  }

  static List<RunEffects> effects(List<RunTelemetry> runs, RunContext context, EffectsOfRun made) {
    IntSummaryStatistics cycles = runs.stream().mapToInt(RunTelemetry::rows).summaryStatistics();
    CourseGrid grid = CourseGrid.of(cycles.getMin(), cycles.getMax());
    StudySurvey all = new StudySurvey(grid);
    runs.forEach(run -> all.add(run, context));
    List<RunEffects> effects = new ArrayList<>();
    for (int seed = 0; seed < runs.size(); seed++) {
      RunTelemetry run = runs.get(seed);
      StudySurvey alone = new StudySurvey(grid).add(run, context);
      effects.add(made.of(seed, run, context, all, alone));
    }
    return effects;
  }

  /** Returns the verdicts on the causes of a scope, in their order. */
  public static List<Verdict> verdicts(
      AnalysisScope scope, Replicates replicates, Interventions interventions) {
    List<Cause> causes = causes(scope);
    return Verdicts.of(
        strongest(causes, regressions(causes, replicates), interventions, replicates.floor()),
        replicates);
  }

  private static List<Evidence> regressions(List<Cause> causes, Replicates replicates) {
    if (DataNotes.isMostlyTimeSinceStart(replicates)) {
      Evidence none =
          Evidence.notMeasurable("the wall times look like times since the start of a run");
      return causes.stream().map(cause -> none).toList();
    }
    return causes.stream().map(cause -> cause.evidence(replicates)).toList();
  }

  /** Prefers an intervention, unless it is inconclusive and the regression is not. */
  private static List<Evidence> strongest(
      List<Cause> causes, List<Evidence> regressions, Interventions interventions, double floor) {
    List<Evidence> strongest = new ArrayList<>();
    for (int i = 0; i < causes.size(); i++) {
      Evidence regression = regressions.get(i);
      strongest.add(
          interventions
              .on(causes.get(i), floor)
              .filter(evidence -> evidence.isMeasurable() || !regression.isMeasurable())
              .orElse(regression));
    }
    return strongest;
  }

  /** Returns the controls on parts that the runs time. */
  private static List<Control> controls(AnalysisScope scope, Replicates replicates) {
    return AccumulationRule.of(scope).stream()
        .filter(AccumulationRule::isControl)
        .filter(rule -> rule.growth(replicates).isMeasured())
        .map(
            rule ->
                new Control(
                    rule.name() + " on " + rule.phase(),
                    alone(rule.evidence(replicates), replicates)))
        .toList();
  }

  /** Returns a verdict without adjustment, because the claim is not part of the family. */
  private static Verdict alone(Evidence evidence, Replicates replicates) {
    return Verdicts.of(List.of(evidence), replicates).get(0);
  }
}
