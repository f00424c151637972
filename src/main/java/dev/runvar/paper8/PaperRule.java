package dev.runvar.paper8;

import dev.runvar.statistics.LeastSquares;
import dev.runvar.statistics.RankCorrelation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The thresholds and tiers that the paper's criteria share. */
public final class PaperRule {

  static final double SIGNIFICANCE = 0.05;
  private static final double LINEAR_R_SQUARED = 0.3;
  private static final double TIER_1 = 0.7;
  private static final double TIER_2 = 0.3;

  private PaperRule() {}

  /** The answer of a claim that a figure which grows with the run explains the runtime. */
  static PaperAnswer linear(String criterion, Optional<LeastSquares> line) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("intercept", line.map(LeastSquares::intercept).orElse(null));
    statistics.put("slope", line.map(fit -> fit.coefficients().get(0)).orElse(null));
    statistics.put("r2", line.map(LeastSquares::rSquared).orElse(null));
    return line.map(
            fit ->
                answer(
                    criterion,
                    statistics,
                    fit.rSquared() > LINEAR_R_SQUARED && fit.coefficients().get(0) > 0,
                    fit.rSquared()))
        .orElse(notMeasurable(criterion, statistics));
  }

  static void put(
      Map<String, Double> statistics, String name, Optional<RankCorrelation> correlation) {
    statistics.put(name + "_rho", correlation.map(RankCorrelation::rho).orElse(null));
    statistics.put(name + "_p", correlation.map(RankCorrelation::p).orElse(null));
  }

  static PaperAnswer answer(
      String criterion, Map<String, Double> statistics, boolean met, double score) {
    int tier = score >= TIER_1 ? 1 : score >= TIER_2 ? 2 : 3;
    return new PaperAnswer(criterion, statistics, met, score, tier);
  }

  static PaperAnswer notMeasurable(String criterion, Map<String, Double> statistics) {
    return new PaperAnswer(criterion, statistics, null, null, null);
  }
}
