package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import java.util.LinkedHashMap;
import java.util.Map;

/** H4: a processor that gets hot and throttles slows the run down. */
final class ThermalThrottling implements Hypothesis {

  private static final String CRITERION = "Spearman, CPU % as a proxy against runtime: p < 0.05";

  @Override
  public String id() {
    return "H4";
  }

  @Override
  public String claim() {
    return "thermal throttling";
  }

  @Override
  public PaperAnswer paper(PooledFigures figures) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    PaperRule.put(statistics, "cpu", figures.cpuRank());
    statistics.put("every", (double) figures.rankedEvery());
    return figures
        .cpuRank()
        .map(
            rank ->
                PaperRule.answer(
                    CRITERION, statistics, rank.p() < PaperRule.SIGNIFICANCE, Math.abs(rank.rho())))
        .orElse(PaperRule.notMeasurable(CRITERION, statistics));
  }
}
