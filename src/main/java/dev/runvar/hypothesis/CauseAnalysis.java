package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.HypothesisResult;
import dev.runvar.hypothesis.Analysis.Phase1a;
import java.util.Comparator;
import java.util.List;

/** Phase 1A: the five hypotheses about the cause of a slowdown. */
public final class CauseAnalysis {

  private static final List<Hypothesis> HYPOTHESES =
      List.of(
          new ResourceContention(),
          new MemoryFragmentation(),
          new IoAccumulation(),
          new ThermalThrottling(),
          new EmergentComplexity());

  private CauseAnalysis() {}

  /** Returns the answers for one experiment, and the hypotheses by score, the highest first. */
  public static Phase1a of(String experiment, PooledFigures figures) {
    List<HypothesisResult> results =
        HYPOTHESES.stream()
            .map(h -> new HypothesisResult(h.id(), h.claim(), h.paper(figures)))
            .toList();
    List<String> ranking =
        results.stream()
            .filter(result -> result.paper().score() != null)
            .sorted(Comparator.comparing((HypothesisResult r) -> r.paper().score()).reversed())
            .map(HypothesisResult::id)
            .toList();
    return new Phase1a(experiment, results, ranking);
  }
}
