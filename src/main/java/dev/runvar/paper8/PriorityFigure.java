package dev.runvar.paper8;

import dev.runvar.paper8.Phase1a.HypothesisResult;
import dev.runvar.report.Figure;
import dev.runvar.report.Numbers;
import dev.runvar.report.Observed;
import dev.runvar.report.chart.CauseChart;
import dev.runvar.report.chart.Panels;
import dev.runvar.result.Analysis;
import dev.runvar.result.Verdict;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The paper's figure S2: the tier and the verdict of each hypothesis, their order, and the effects
 * that the study could have found.
 */
final class PriorityFigure {

  static final String NAME = "paper8_figS2_hypothesis_prioritization.png";

  private final List<HypothesisResult> hypotheses;
  private final Phase1a phase1a;
  private final double delta;
  private final String label;

  PriorityFigure(Analysis analysis, Phase1a phase1a) {
    this.phase1a = phase1a;
    hypotheses = phase1a.hypotheses();
    delta = analysis.rules().delta();
    label = Observed.label(analysis, phase1a.experiment());
  }

  Figure figure() {
    List<HypothesisResult> ranked =
        phase1a.ranking().stream()
            .flatMap(id -> hypotheses.stream().filter(h -> h.id().equals(id)))
            .toList();
    return new Panels(Panels.WIDE, "How hypotheses are ordered and decided: " + label)
        .say(
            "By the paper's criteria – %s; not measurable: %s. The paper – %s."
                .formatted(
                    PaperTerms.tiers(hypotheses),
                    who(h -> h.paper().tier() == null),
                    PaperTerms.EXPECTED))
        .say(
            "By replication over seeds – supported (p by Holm < 0.05): %s; not supported, absent (interval below %s): %s; not supported, undetermined: %s; not measurable: %s."
                .formatted(
                    who(h -> h.verdict().isSupported()),
                    Numbers.share(delta),
                    who(h -> isRejected(h.verdict()) && !isUndetermined(h.verdict())),
                    who(h -> isUndetermined(h.verdict())),
                    who(h -> !h.verdict().isMeasurable())))
        .row(
            230,
            HypothesisFigure.scores("order by the paper's score", ranked),
            CauseChart.detectable(delta, HypothesisFigure.verdicts(phase1a)))
        .figure(NAME, "Order of the hypotheses, and effects that could be found", alternative());
  }

  private String alternative() {
    return hypotheses.stream()
        .map(h -> "%s %s".formatted(h.id(), Numbers.change(h.verdict().detectable())))
        .collect(
            Collectors.joining(
                ", ",
                "By the paper's scores: %s; effects found with a power of 80 %%: "
                    .formatted(PaperTerms.tiers(hypotheses)),
                "."));
  }

  private static boolean isRejected(Verdict verdict) {
    return verdict.decision().equals(Verdict.NOT_SUPPORTED);
  }

  private boolean isUndetermined(Verdict verdict) {
    return isRejected(verdict) && verdict.interval() != null && verdict.interval().get(1) >= delta;
  }

  private String who(Predicate<HypothesisResult> which) {
    String ids =
        hypotheses.stream()
            .filter(which)
            .map(HypothesisResult::id)
            .collect(Collectors.joining(", "));
    return ids.isEmpty() ? "none" : ids;
  }
}
