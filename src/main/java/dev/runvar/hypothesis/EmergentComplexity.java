package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;

/** H5: what the simulation itself accumulates slows the run down. */
final class EmergentComplexity implements Hypothesis {

  private static final String CRITERION =
      "least squares, runtime on pattern count: R² > 0.3 and slope > 0";

  @Override
  public String id() {
    return "H5";
  }

  @Override
  public String claim() {
    return "emergent complexity";
  }

  @Override
  public PaperAnswer paper(PooledFigures figures) {
    return PaperRule.linear(CRITERION, figures.onPatterns());
  }

  @Override
  public void measure(RunView view, EffectValues values) {
    ExposureRule.PATTERNS.measure(view, values);
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    return ExposureRule.PATTERNS.evidence(replicates);
  }
}
