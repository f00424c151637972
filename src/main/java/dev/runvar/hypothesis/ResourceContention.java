package dev.runvar.hypothesis;

import dev.runvar.hypothesis.Analysis.PaperAnswer;
import dev.runvar.statistics.RankCorrelation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** H1: other load on the host slows the run down. */
final class ResourceContention implements Hypothesis {

  private static final String CRITERION =
      "Spearman, CPU % and memory % against runtime: p < 0.05 for either";

  @Override
  public String id() {
    return "H1";
  }

  @Override
  public String claim() {
    return "system resource contention";
  }

  @Override
  public PaperAnswer paper(PooledFigures figures) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    PaperRule.put(statistics, "cpu", figures.cpuRank());
    PaperRule.put(statistics, "memory", figures.memoryRank());
    statistics.put("every", (double) figures.rankedEvery());
    List<RankCorrelation> measured =
        Stream.of(figures.cpuRank(), figures.memoryRank()).flatMap(rank -> rank.stream()).toList();
    if (measured.isEmpty()) {
      return PaperRule.notMeasurable(CRITERION, statistics);
    }
    return PaperRule.answer(
        CRITERION,
        statistics,
        measured.stream().anyMatch(rank -> rank.p() < PaperRule.SIGNIFICANCE),
        measured.stream().mapToDouble(rank -> Math.abs(rank.rho())).max().orElseThrow());
  }
}
