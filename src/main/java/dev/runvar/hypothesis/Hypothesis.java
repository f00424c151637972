package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;

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

  /** Returns what the replicates say of the claim. */
  Evidence evidence(Replicates replicates);
}
