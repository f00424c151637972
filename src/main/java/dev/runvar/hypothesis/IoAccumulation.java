package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;

/** H3: the growing database slows the run down. */
final class IoAccumulation implements Hypothesis {

  private static final String CRITERION =
      "least squares, runtime on database size: R² > 0.3 and slope > 0";

  @Override
  public String id() {
    return "H3";
  }

  @Override
  public String claim() {
    return "I/O accumulation";
  }

  @Override
  public PaperAnswer paper(PooledFigures figures) {
    return PaperRule.linear(CRITERION, figures.onDatabase());
  }

  @Override
  public void measure(RunView view, EffectValues values) {
    ExposureRule.DATABASE.measure(view, values);
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    return ExposureRule.DATABASE.evidence(replicates);
  }
}
