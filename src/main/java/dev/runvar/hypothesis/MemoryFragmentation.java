package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.statistics.LeastSquares;
import java.util.LinkedHashMap;
import java.util.Map;

/** H2: memory that the allocator cannot give back slows the run down, faster and faster. */
final class MemoryFragmentation implements Hypothesis {

  private static final String CRITERION =
      "least squares, runtime on cycle and cycle²: R² > 0.7 and the quadratic coefficient > 0";
  private static final double LEAST_R_SQUARED = 0.7;

  @Override
  public String id() {
    return "H2";
  }

  @Override
  public String claim() {
    return "memory fragmentation";
  }

  @Override
  public PaperAnswer paper(PooledFigures figures) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put(
        "linear", figures.cycleSquared().map(fit -> fit.coefficients().get(0)).orElse(null));
    statistics.put(
        "quadratic", figures.cycleSquared().map(fit -> fit.coefficients().get(1)).orElse(null));
    statistics.put("r2", figures.cycleSquared().map(LeastSquares::rSquared).orElse(null));
    return figures
        .cycleSquared()
        .map(
            fit ->
                PaperRule.answer(
                    CRITERION,
                    statistics,
                    fit.rSquared() > LEAST_R_SQUARED && fit.coefficients().get(1) > 0,
                    fit.rSquared()))
        .orElse(PaperRule.notMeasurable(CRITERION, statistics));
  }
}
