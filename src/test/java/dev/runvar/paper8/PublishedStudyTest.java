package dev.runvar.paper8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runvar.causes.CauseAnalysis;
import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.PooledStatistics;
import dev.runvar.facts.RunContext;
import dev.runvar.statistics.LeastSquares;
import dev.runvar.statistics.RankCorrelation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedStudyTest {

  @Test
  void the_papers_expectation_is_ranked_as_the_paper_ranks_it() {
    Phase1a phase1a =
        phase1a(
            new PooledStatistics(
                rank(0.1, 0.2), rank(-0.2, 0.04), 1, curve(0.8, 1), line(0.35, 2), line(0.5, 3)));
    assertEquals(List.of("H2", "H5", "H3", "H1", "H4"), phase1a.ranking());
    assertEquals(
        List.of(3, 1, 2, 3, 2), phase1a.hypotheses().stream().map(h -> h.paper().tier()).toList());
    assertEquals(
        List.of(true, true, true, false, true),
        phase1a.hypotheses().stream().map(h -> h.paper().met()).toList());
  }

  @ParameterizedTest
  @CsvSource({"0.71, 1, true", "0.7, 1, false", "0.9, -1, false", "0.9, 0, false"})
  void h2_needs_r2_above_0_7_and_a_positive_quadratic_coefficient(
      double rSquared, double quadratic, boolean met) {
    assertEquals(met, answer(1, figures(curve(rSquared, quadratic), line(0, 1))).met());
  }

  @ParameterizedTest
  @CsvSource({"0.31, 1, true, 2", "0.3, 1, false, 2", "0.9, -1, false, 1", "0.29, 1, false, 3"})
  void h3_and_h5_need_r2_above_0_3_and_a_positive_slope(
      double rSquared, double slope, boolean met, int tier) {
    for (int hypothesis : new int[] {2, 4}) {
      PaperAnswer answer = answer(hypothesis, figures(curve(0.5, 1), line(rSquared, slope)));
      assertEquals(met, answer.met());
      assertEquals(tier, answer.tier());
    }
  }

  @Test
  void h1_needs_either_reading_and_h4_the_processors() {
    PooledStatistics memoryOnly =
        new PooledStatistics(
            rank(0.9, 0.05), rank(0.01, 0.049), 1, curve(0.5, 1), line(0, 1), line(0, 1));
    assertEquals(true, answer(0, memoryOnly).met());
    assertEquals(0.9, answer(0, memoryOnly).score());
    assertEquals(false, answer(3, memoryOnly).met());
  }

  @Test
  void what_cannot_be_measured_is_neither_met_nor_not() {
    PooledStatistics nothing =
        new PooledStatistics(
            Optional.empty(),
            Optional.empty(),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Phase1a phase1a = phase1a(nothing);
    phase1a.hypotheses().forEach(h -> assertNull(h.paper().met()));
    phase1a.hypotheses().forEach(h -> assertNull(h.paper().tier()));
    assertEquals(List.of(), phase1a.ranking());
  }

  private static PaperAnswer answer(int index, PooledStatistics figures) {
    return phase1a(figures).hypotheses().get(index).paper();
  }

  private static Phase1a phase1a(PooledStatistics figures) {
    return PublishedStudy.phase1a(
        figures,
        CauseAnalysis.of(
            List.of(), RunContext.of(new PublishedStudy().scope(AnalysisScope.of(0.01)))));
  }

  private static PooledStatistics figures(
      Optional<LeastSquares> curve, Optional<LeastSquares> line) {
    return new PooledStatistics(rank(0, 1), rank(0, 1), 1, curve, line, line);
  }

  private static Optional<RankCorrelation> rank(double rho, double p) {
    return Optional.of(new RankCorrelation(rho, p, 100));
  }

  private static Optional<LeastSquares> curve(double rSquared, double quadratic) {
    return Optional.of(new LeastSquares(0, List.of(1.0, quadratic), rSquared));
  }

  private static Optional<LeastSquares> line(double rSquared, double slope) {
    return Optional.of(new LeastSquares(0, List.of(slope), rSquared));
  }
}
