package dev.runvar.report;

import dev.runvar.hypothesis.Ablation.AblatedExperiment;
import dev.runvar.hypothesis.Analysis;
import dev.runvar.hypothesis.Analysis.Phase1b;
import dev.runvar.hypothesis.Estimate;
import dev.runvar.hypothesis.Phase1bVerdict;
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
    String paper = "By the paper's means %s.".formatted(TextSummary.speedup(phase1b.speedup()));
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
        word(ratio),
        "Matched runs are %s times as fast (%s); %s."
            .formatted(
                Figures.oneDecimal(ratio.value()), precision(ratio), verdict.speedup().reason()),
        List.of(
            "The slowdown: %s.".formatted(verdict.variance().reason()),
            "By the paper's three tests the optimization is %s: %s."
                .formatted(OptimizationText.decision(verdict.level()), verdict.reason()),
            paper));
  }

  private static Answer ablated(Analysis analysis, AblatedExperiment experiment) {
    Estimate speedup = experiment.speedup();
    return new Answer(
        QUESTION,
        word(speedup),
        "All switches of %s together make a cycle %s times as fast (%s)."
            .formatted(
                TextSummary.label(analysis, experiment.experiment()),
                Figures.oneDecimal(speedup.value()),
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
        : "95 %% interval %s over %s"
            .formatted(Figures.interval(ratio, Figures::oneDecimal), seeds);
  }
}
