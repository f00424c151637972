package dev.runvar.paper8;

import dev.runvar.facts.PooledStatistics;
import dev.runvar.statistics.LeastSquares;
import dev.runvar.statistics.RankCorrelation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One of the paper's five claims about why the simulation slows down.
 *
 * @param cause of the analysis that answers it
 * @param answer by the paper's criterion
 */
record Hypothesis(
    String id, String name, String cause, Function<PooledStatistics, PaperAnswer> answer) {

  private static final String CONTENTION =
      "Spearman, CPU % and memory % against runtime: p < 0.05 for either";
  private static final String FRAGMENTATION =
      "least squares, runtime on cycle and cycle²: R² > 0.7 and the quadratic coefficient > 0";
  private static final String ACCUMULATION =
      "least squares, runtime on database size: R² > 0.3 and slope > 0";
  private static final String HEAT = "Spearman, CPU % as a proxy against runtime: p < 0.05";
  private static final String COMPLEXITY =
      "least squares, runtime on pattern count: R² > 0.3 and slope > 0";

  private static final double LEAST_R_SQUARED = 0.7;

  /** The five claims in the order of the paper. */
  static final List<Hypothesis> ALL =
      List.of(
          new Hypothesis("H1", "system resource contention", "contention", Hypothesis::contention),
          new Hypothesis(
              "H2", "memory fragmentation", "memory fragmentation", Hypothesis::fragmentation),
          new Hypothesis(
              "H3",
              "I/O accumulation",
              "H3",
              figures -> PaperRule.linear(ACCUMULATION, figures.onDatabase())),
          new Hypothesis("H4", "thermal throttling", "heat", Hypothesis::heat),
          new Hypothesis(
              "H5",
              "emergent complexity",
              "H5",
              figures -> PaperRule.linear(COMPLEXITY, figures.onPatterns())));

  Hypothesis {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(answer, "answer");
  }

  private static PaperAnswer contention(PooledStatistics figures) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    PaperRule.put(statistics, "cpu", figures.cpuRank());
    PaperRule.put(statistics, "memory", figures.memoryRank());
    statistics.put("every", (double) figures.rankedEvery());
    List<RankCorrelation> measured =
        Stream.of(figures.cpuRank(), figures.memoryRank()).flatMap(Optional::stream).toList();
    if (measured.isEmpty()) {
      return PaperRule.notMeasurable(CONTENTION, statistics);
    }
    return PaperRule.answer(
        CONTENTION,
        statistics,
        measured.stream().anyMatch(rank -> rank.p() < PaperRule.SIGNIFICANCE),
        measured.stream().mapToDouble(rank -> Math.abs(rank.rho())).max().orElseThrow());
  }

  private static PaperAnswer fragmentation(PooledStatistics figures) {
    Optional<LeastSquares> fit = figures.cycleSquared();
    Map<String, Double> statistics = new LinkedHashMap<>();
    statistics.put("intercept", fit.map(LeastSquares::intercept).orElse(null));
    statistics.put("linear", fit.map(f -> f.coefficients().get(0)).orElse(null));
    statistics.put("quadratic", fit.map(f -> f.coefficients().get(1)).orElse(null));
    statistics.put("r2", fit.map(LeastSquares::rSquared).orElse(null));
    return fit.map(
            f ->
                PaperRule.answer(
                    FRAGMENTATION,
                    statistics,
                    f.rSquared() > LEAST_R_SQUARED && f.coefficients().get(1) > 0,
                    f.rSquared()))
        .orElse(PaperRule.notMeasurable(FRAGMENTATION, statistics));
  }

  private static PaperAnswer heat(PooledStatistics figures) {
    Map<String, Double> statistics = new LinkedHashMap<>();
    PaperRule.put(statistics, "cpu", figures.cpuRank());
    statistics.put("every", (double) figures.rankedEvery());
    return figures
        .cpuRank()
        .map(
            rank ->
                PaperRule.answer(
                    HEAT, statistics, rank.p() < PaperRule.SIGNIFICANCE, Math.abs(rank.rho())))
        .orElse(PaperRule.notMeasurable(HEAT, statistics));
  }
}
