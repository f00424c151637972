package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.PaperAnswer;
import dev.runvar.result.Analysis.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two answers to a hypothesis in the few words that a figure has room for. */
final class AnswerText {

  private AnswerText() {}

  /** Returns the coefficients and the outcome of the paper's criterion. */
  static String paper(HypothesisResult hypothesis) {
    PaperAnswer paper = hypothesis.paper();
    String per = hypothesis.id().equals("H3") ? "byte" : "pattern";
    String figures =
        Stream.of("r2", "quadratic", "slope", "cpu_rho", "cpu_p", "memory_rho", "memory_p")
            .filter(name -> paper.statistics().get(name) != null)
            .map(name -> statistic(name, paper.statistics().get(name), per))
            .collect(Collectors.joining(", "));
    return figures.isEmpty() ? met(paper) : "%s: %s".formatted(met(paper), figures);
  }

  /** Returns the part of {@link #paper} that is about one reading of the host. */
  static String correlation(PaperAnswer paper, String reading) {
    Map<String, Double> statistics = paper.statistics();
    return "ρ %s, p %s"
        .formatted(
            Figures.number(statistics.get(reading + "_rho")), p(statistics.get(reading + "_p")));
  }

  private static String statistic(String name, double value, String per) {
    return switch (name) {
      case "r2" -> "R² " + Figures.number(value);
      case "quadratic" -> "quadratic %s/cycle²".formatted(Figures.signedNanos(value));
      case "slope" -> "slope %s/%s".formatted(Figures.signedNanos(value), per);
      default ->
          name.replace("_rho", " ρ").replace("_p", " p")
              + " "
              + (name.endsWith("_p") ? p(value) : Figures.number(value));
    };
  }

  static String met(PaperAnswer paper) {
    return paper.met() == null ? "not measurable" : paper.met() ? "met" : "not met";
  }

  /** Returns the decision with its estimate, or with why there is none. */
  static String verdict(Verdict verdict) {
    return verdict.pAdjusted() == null
        ? "%s: %s".formatted(verdict.decision(), verdict.reason())
        : "%s: %s, p %s".formatted(verdict.decision(), estimate(verdict), p(verdict.pAdjusted()));
  }

  static String estimate(Verdict verdict) {
    return verdict.estimate() == null
        ? Figures.ABSENT
        : Figures.change(verdict.estimate()) + interval(verdict.interval());
  }

  private static String interval(List<Double> interval) {
    return interval == null
        ? ""
        : " (%s to %s)".formatted(Figures.change(interval.get(0)), Figures.change(interval.get(1)));
  }

  /** Returns a p-value; one that is too small for the arithmetic is not shown as zero. */
  static String p(Double p) {
    if (p == null) {
      return Figures.ABSENT;
    }
    return p < Double.MIN_NORMAL ? "< 1e-307" : Figures.number(p);
  }

  /**
   * Returns the hypotheses of each tier, as {@code H2 > H3, H5}; tiers without any are left out.
   */
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

  /** Returns the label of an experiment, its identifier when it has none. */
  static String label(Analysis analysis, String experiment) {
    return analysis.experiments().stream()
        .filter(e -> e.id().equals(experiment))
        .map(AnswerText::label)
        .findFirst()
        .orElse(experiment);
  }

  static String label(ExperimentResult result) {
    return result.label() == null ? result.id() : result.label();
  }
}
