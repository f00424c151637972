package dev.runvar.paper8;

import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.report.Numbers;
import dev.runvar.report.chart.CauseChart;
import dev.runvar.result.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two answers to a hypothesis in few words. */
final class PaperTerms {

  /** The order of the published study. */
  static final String EXPECTED = "tier 1: H2 > tier 2: H5, H3 > tier 3: H1, H4";

  private PaperTerms() {}

  /** Returns the statistics of a criterion by their names. */
  static String statistics(Map<String, Double> statistics) {
    return statistics.entrySet().stream()
        .filter(s -> !s.getKey().equals("every") || (s.getValue() != null && s.getValue() > 1))
        .map(s -> s.getKey() + " " + Numbers.number(s.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Returns the outcome of a criterion and its coefficients with their units. */
  static String paper(HypothesisResult hypothesis) {
    PaperAnswer paper = hypothesis.paper();
    String per = hypothesis.id().equals("H3") ? "byte" : "pattern";
    String statistics =
        Stream.of("r2", "quadratic", "slope", "cpu_rho", "cpu_p", "memory_rho", "memory_p")
            .filter(name -> paper.statistics().get(name) != null)
            .map(name -> statistic(name, paper.statistics().get(name), per))
            .collect(Collectors.joining(", "));
    return statistics.isEmpty() ? met(paper.met()) : met(paper.met()) + ": " + statistics;
  }

  /** Returns the part of {@link #paper} about one reading of the host. */
  static String correlation(PaperAnswer paper, String reading) {
    Map<String, Double> statistics = paper.statistics();
    return paper.met() == null
        ? met(null)
        : "%s: ρ %s, p %s"
            .formatted(
                met(paper.met()),
                Numbers.number(statistics.get(reading + "_rho")),
                p(statistics.get(reading + "_p")));
  }

  private static String statistic(String name, double value, String per) {
    return switch (name) {
      case "r2" -> "R² " + Numbers.number(value);
      case "quadratic" -> "quadratic %s/cycle²".formatted(Numbers.signedNanos(value));
      case "slope" -> "slope %s/%s".formatted(Numbers.signedNanos(value), per);
      default ->
          name.replace("_rho", " ρ").replace("_p", " p")
              + " "
              + (name.endsWith("_p") ? p(value) : Numbers.number(value));
    };
  }

  static String met(Boolean met) {
    return met == null ? "not measurable" : met ? "met" : "not met";
  }

  /** Returns the decision with its estimate, or with why there is none. */
  static String verdict(Verdict verdict) {
    return verdict.pAdjusted() == null
        ? "%s: %s".formatted(verdict.decision(), verdict.reason())
        : "%s: %s, p %s"
            .formatted(verdict.decision(), CauseChart.effect(verdict), p(verdict.pAdjusted()));
  }

  /** Returns a p-value; one that is too small for the arithmetic is not shown as zero. */
  static String p(Double p) {
    if (p == null) {
      return Numbers.ABSENT;
    }
    return p < Double.MIN_NORMAL ? "< 1e-307" : Numbers.number(p);
  }

  /** Returns the hypotheses of each tier, as {@code tier 1: H2 > tier 2: H3, H5}. */
  static String tiers(List<HypothesisResult> hypotheses) {
    String tiers =
        hypotheses.stream()
            .filter(h -> h.paper().tier() != null)
            .collect(
                Collectors.groupingBy(
                    h -> h.paper().tier(),
                    TreeMap::new,
                    Collectors.mapping(HypothesisResult::id, Collectors.joining(", "))))
            .entrySet()
            .stream()
            .map(tier -> "tier %d: %s".formatted(tier.getKey(), tier.getValue()))
            .collect(Collectors.joining(" > "));
    return tiers.isEmpty() ? "nothing is measurable" : tiers;
  }
}
