package dev.runvar.report;

import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Phase1b;
import dev.runvar.result.Estimate;
import dev.runvar.result.Phase1bVerdict;
import dev.runvar.result.Phase1bVerdict.Speedup;
import java.util.ArrayList;
import java.util.List;

/** Whether the optimized runs are faster than the unoptimized ones. */
final class OptimizationAnswer {

  private static final String QUESTION = "Did the optimization help?";

  private OptimizationAnswer() {}

  static Answer of(Analysis analysis) {
    if (analysis.phase1b() != null) {
      return compared(analysis.phase1b());
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

  private static Answer compared(Phase1b phase1b) {
    Phase1bVerdict verdict = phase1b.verdict();
    boolean isPublished = phase1b.level() != null;
    String paper =
        "%s %s%s."
            .formatted(
                isPublished ? "By the paper's means" : "By the means of all runs",
                TextSummary.speedup(phase1b.speedup()),
                TextSummary.unequal(phase1b));
    if (verdict == null || verdict.speedup().ratio() == null) {
      return new Answer(
          QUESTION,
          Answer.NOT_MEASURABLE,
          "No runs of both kinds match in treatment and seed.",
          List.of(paper));
    }
    Estimate ratio = verdict.speedup().ratio();
    return new Answer(
        QUESTION,
        word(verdict.speedup()),
        "Matched runs are %s times as fast (%s); %s."
            .formatted(Figures.ratio(ratio.value()), precision(ratio), reason(verdict.speedup())),
        details(verdict, paper));
  }

  private static List<String> details(Phase1bVerdict verdict, String paper) {
    List<String> details = new ArrayList<>();
    if (verdict.cycles() != null) {
      details.add(OptimizationText.cycles(verdict));
    }
    if (verdict.growth() != null) {
      details.add("Growth, %s.".formatted(OptimizationText.growth(verdict.growth())));
    }
    details.add("Variation: %s.".formatted(verdict.variance().reason()));
    if (verdict.level() != null) {
      details.add(
          "By the paper's three tests the optimization is %s: %s; %s."
              .formatted(
                  OptimizationText.decision(verdict.level()),
                  verdict.reason(),
                  verdict.speedup().reason()));
    }
    details.add(paper);
    return details;
  }

  /** An analysis of an older version has only what the paper predicts. */
  private static String reason(Speedup speedup) {
    return speedup.comparison() == null ? speedup.reason() : speedup.comparison().reason();
  }

  private static String word(Speedup speedup) {
    if (speedup.comparison() == null) {
      return word(speedup.ratio());
    }
    return switch (speedup.comparison().change()) {
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
                TextSummary.label(analysis, experiment.experiment()),
                Figures.ratio(speedup.value()),
                precision(speedup)),
        experiment.answers().stream().map(answer -> answer + ".").toList());
  }

  private static String word(Estimate ratio) {
    if (ratio.low() == null || ratio.seeds() < Phase1bVerdict.LEAST_SEEDS) {
      return Answer.TOO_FEW;
    }
    if (ratio.low() > 1) {
      return "Yes";
    }
    return ratio.high() < 1 ? "No" : Answer.UNDECIDED;
  }

  private static String precision(Estimate ratio) {
    String seeds = Observed.count(ratio.seeds(), "seed");
    return ratio.low() == null
        ? "no interval: %s".formatted(seeds)
        : "95 %% interval %s over %s".formatted(Figures.interval(ratio, Figures::ratio), seeds);
  }
}
