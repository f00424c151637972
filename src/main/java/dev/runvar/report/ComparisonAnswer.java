package dev.runvar.report;

import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Analysis;
import dev.runvar.result.Comparison;
import dev.runvar.result.Estimate;
import dev.runvar.result.VersionComparison;
import java.util.ArrayList;
import java.util.List;

/** Whether the optimized runs are faster than the unoptimized ones. */
final class ComparisonAnswer {

  private static final String QUESTION = "Did the optimization help?";

  private ComparisonAnswer() {}

  static Answer of(Analysis analysis) {
    if (analysis.version() != null) {
      VersionComparison version = analysis.version();
      return new Answer(
          "Did the change help?",
          word(version.change()),
          version.text(),
          VersionLines.details(version));
    }
    if (analysis.comparison() != null) {
      return compared(analysis.comparison());
    }
    if (analysis.ablation() != null && !analysis.ablation().experiments().isEmpty()) {
      return ablated(analysis, analysis.ablation().experiments().get(0));
    }
    return Answer.of(
        QUESTION,
        Answer.NOT_MEASURABLE,
        analysis.runs().ok() == 0
            ? "No run is OK, so there is nothing to compare."
            : "There are no runs of both an unoptimized and an optimized experiment to compare.");
  }

  private static Answer compared(Comparison comparison) {
    String means =
        "By the means of all runs %s%s."
            .formatted(
                ComparisonTerms.speed(comparison.means()), ComparisonTerms.unequal(comparison));
    Estimate ratio = comparison.speedup().ratio();
    if (ratio == null) {
      return new Answer(
          QUESTION,
          Answer.NOT_MEASURABLE,
          "No runs of both kinds match in treatment and seed.",
          List.of(means));
    }
    List<String> details = new ArrayList<>();
    if (comparison.cycles() != null) {
      details.add(ComparisonTerms.cycles(comparison));
    }
    if (comparison.growth() != null) {
      details.add("Growth, %s.".formatted(ComparisonTerms.growth(comparison.growth())));
    }
    details.add("Variation: %s.".formatted(comparison.variance().reason()));
    details.add(means);
    return new Answer(
        QUESTION,
        word(comparison.speedup().comparison().change()),
        "Matched runs are %s times as fast (%s); %s."
            .formatted(
                Numbers.ratio(ratio.value()),
                precision(ratio),
                comparison.speedup().comparison().reason()),
        details);
  }

  private static String word(Comparison.Change change) {
    return switch (change) {
      case FASTER -> "Yes";
      case SLOWER, NO_DIFFERENCE -> "No";
      case UNDECIDED -> Answer.UNDECIDED;
      case NOT_MEASURABLE -> Answer.TOO_FEW;
    };
  }

  private static Answer ablated(Analysis analysis, AblatedExperiment experiment) {
    Estimate speedup = experiment.speedup();
    return new Answer(
        QUESTION,
        word(speedup),
        "All switches of %s together make a cycle %s times as fast (%s)."
            .formatted(
                Observed.label(analysis, experiment.experiment()),
                Numbers.ratio(speedup.value()),
                precision(speedup)),
        experiment.answers().stream().map(answer -> answer + ".").toList());
  }

  private static String word(Estimate ratio) {
    if (ratio.low() == null || ratio.seeds() < Comparison.LEAST_SEEDS) {
      return Answer.TOO_FEW;
    }
    if (ratio.low() > 1) {
      return "Yes";
    }
    return ratio.high() < 1 ? "No" : Answer.UNDECIDED;
  }

  private static String precision(Estimate ratio) {
    String seeds = Numbers.count(ratio.seeds(), "seed");
    return ratio.low() == null
        ? "no interval: %s".formatted(seeds)
        : "95 %% interval %s over %s".formatted(Numbers.interval(ratio, Numbers::ratio), seeds);
  }
}
