package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.Control;
import dev.runvar.hypothesis.Analysis.HypothesisResult;
import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.hypothesis.Analysis.Phase1a;
import dev.runvar.hypothesis.Analysis.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** Returns the verdicts on the five claims without interventions, in their order. */
  static List<Verdict> verdicts(Replicates replicates) {
    return verdicts(replicates, Interventions.NONE);
  }

  /** Returns the verdicts on the five claims, in their order. */
  static List<Verdict> verdicts(Replicates replicates, Interventions interventions) {
    return Verdicts.of(
        strongest(regressions(replicates), interventions, replicates.floor()), replicates);
  }

  private static List<Evidence> regressions(Replicates replicates) {
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
