package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;

/** H3: the growing database slows the run down. */
final class IoAccumulation implements Hypothesis {

  private static final String CRITERION =
      "least squares, runtime on database size: R² > 0.3 and slope > 0";

  private static final ExposureRule RULE =
      new ExposureRule("H3", RunView.PERSIST, "size of the database");

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
    RULE.measure(view, view.database(), view.patterns(), values);
  }

  @Override
  public Evidence evidence(Replicates replicates) {
    return RULE.evidence(replicates);
  }
}
