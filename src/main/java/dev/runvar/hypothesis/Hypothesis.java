package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import java.util.List;

/** One of the five claims about why a simulation slows down. */
sealed interface Hypothesis
    permits ResourceContention,
        MemoryFragmentation,
        IoAccumulation,
        ThermalThrottling,
        EmergentComplexity {

  /** Returns the paper's number of the claim, H1 to H5. */
  String id();

  String claim();

  /** Returns the answer by the paper's criterion. */
  PaperAnswer paper(PooledFigures figures);

  /** Keeps what one run says of the claim. */
  void measure(RunView view, EffectValues values);

  /** Returns the factors that change the cause itself. */
  default List<Intervention> interventions() {
    return List.of();
  }

  /** Returns what the replicates say of the claim, as far as regressions on one kind of run go. */
  Evidence evidence(Replicates replicates);
}
