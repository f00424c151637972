package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Control;
import dev.runvar.hypothesis.Analysis.HypothesisResult;
import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.hypothesis.Analysis.Phase1a;
import dev.runvar.hypothesis.Analysis.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;

/** Phase 1A: the five hypotheses about the cause of a slowdown. */
public final class CauseAnalysis {

  static final List<Hypothesis> HYPOTHESES =
      List.of(
          new ResourceContention(),
          new MemoryFragmentation(),
          new IoAccumulation(),
          new ThermalThrottling(),
          new EmergentComplexity());

  private CauseAnalysis() {}

  /**
   * Returns the answers for one experiment, and the hypotheses by the paper's score, the highest
   * first.
   *
   * @param runs what each run of the experiment says that is OK
   * @param unfinished what those say that ended at a limit
   * @param interventions of the whole study, which outrank what runs say by themselves
   * @param rules that the runs were measured by
   */
  public static Phase1a of(
      String experiment,
      PooledFigures figures,
      List<RunEffects> runs,
      List<RunEffects> unfinished,
      Interventions interventions,
      Analysis.Rules rules) {
    Replicates replicates = new Replicates(runs, rules.delta());
    List<Evidence> regressions = regressions(replicates);
    List<Evidence> strongest = strongest(regressions, interventions, rules.delta());
    List<Verdict> verdicts = Verdicts.of(strongest, replicates);
    List<HypothesisResult> results = new ArrayList<>();
    for (int i = 0; i < HYPOTHESES.size(); i++) {
      Hypothesis hypothesis = HYPOTHESES.get(i);
      PaperAnswer paper = hypothesis.paper(figures);
      results.add(
          new HypothesisResult(
              hypothesis.id(),
              hypothesis.claim(),
              paper,
              verdicts.get(i),
              Disagreement.between(paper, verdicts.get(i)),
              strongest.get(i).equals(regressions.get(i))
                  ? null
                  : alone(regressions.get(i), replicates)));
    }
    return new Phase1a(
        experiment,
        results,
        ranking(results),
        controls(replicates),
        MemoryManagement.evidence(replicates).map(e -> alone(e, replicates)).orElse(null),
        AttributionAnalysis.of(replicates),
        UnfinishedRuns.of(runs, unfinished, interventions, rules),
        DeclaredWork.notes(rules, replicates));
  }

  /**
   * Returns the verdicts on the five claims, in their order, of one run a seed that is in memory.
   */
  static List<Verdict> verdicts(List<RunTelemetry> runs, RunContext context) {
    return verdicts(replicates(runs, context), Interventions.NONE);
  }

  /** Returns what runs say that are in memory, one a seed. */
  static Replicates replicates(List<RunTelemetry> runs, RunContext context) {
    IntSummaryStatistics cycles = runs.stream().mapToInt(RunTelemetry::rows).summaryStatistics();
    CourseGrid grid = CourseGrid.of(cycles.getMin(), cycles.getMax());
    StudySurvey all = new StudySurvey(grid);
    runs.forEach(run -> all.add(run, context));
    List<RunEffects> effects = new ArrayList<>();
    for (int seed = 0; seed < runs.size(); seed++) {
      RunTelemetry run = runs.get(seed);
      StudySurvey alone = new StudySurvey(grid).add(run, context);
      effects.add(RunEffects.ofCauses(seed, run, context, all, alone));
    }
    return new Replicates(effects, context.rules().delta());
  }

  /** Returns the verdicts on the five claims, in their order. */
  static List<Verdict> verdicts(Replicates replicates, Interventions interventions) {
    return Verdicts.of(
        strongest(regressions(replicates), interventions, replicates.floor()), replicates);
  }

  private static List<Evidence> regressions(Replicates replicates) {
    if (DataNotes.isMostlyTimeSinceStart(replicates)) {
      Evidence none =
          Evidence.notMeasurable("the wall times look like times since the start of a run");
      return HYPOTHESES.stream().map(hypothesis -> none).toList();
    }
    return HYPOTHESES.stream().map(hypothesis -> hypothesis.evidence(replicates)).toList();
  }

  /** An intervention that can decide outranks a regression; one that cannot, one that cannot. */
  private static List<Evidence> strongest(
      List<Evidence> regressions, Interventions interventions, double floor) {
    List<Evidence> strongest = new ArrayList<>();
    for (int i = 0; i < HYPOTHESES.size(); i++) {
      Evidence regression = regressions.get(i);
      strongest.add(
          interventions
              .on(HYPOTHESES.get(i), floor)
              .filter(evidence -> evidence.isMeasurable() || !regression.isMeasurable())
              .orElse(regression));
    }
    return strongest;
  }

  private static List<Control> controls(Replicates replicates) {
    return NegativeControl.evidence(replicates).entrySet().stream()
        .map(control -> new Control(control.getKey(), alone(control.getValue(), replicates)))
        .toList();
  }

  /** What is no claim of the family is not adjusted for it. */
  private static Verdict alone(Evidence evidence, Replicates replicates) {
    return Verdicts.of(List.of(evidence), replicates).get(0);
  }

  private static List<String> ranking(List<HypothesisResult> results) {
    return results.stream()
        .filter(result -> result.paper().score() != null)
        .sorted(Comparator.comparing((HypothesisResult r) -> r.paper().score()).reversed())
        .map(HypothesisResult::id)
        .toList();
  }
}
