package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.Analysis.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** Which of the hypotheses the runs support. */
final class CauseAnswer {

  private static final String QUESTION = "Which cause is supported?";

  private CauseAnswer() {}

  static Answer of(Analysis analysis) {
    if (analysis.phase1a() == null) {
      return Answer.of(
          QUESTION,
          Answer.NOT_MEASURABLE,
          analysis.runs().ok() == 0
              ? "No run is OK, so no cause can be looked for."
              : "No run of the observed experiment has cycles to look at.");
    }
    Phase1a phase1a = analysis.phase1a();
    List<HypothesisResult> supported = with(phase1a, "supported");
    List<HypothesisResult> unmeasured = with(phase1a, "not-measurable");
    List<HypothesisResult> candidates =
        unmeasured.stream().filter(h -> "candidate".equals(h.verdict().evidence())).toList();
    if (supported.isEmpty() && !candidates.isEmpty()) {
      return candidates(candidates, unmeasured);
    }
    if (unmeasured.size() == phase1a.hypotheses().size()) {
      return unmeasured(unmeasured);
    }
    return supported.isEmpty() ? none(phase1a, unmeasured) : supported(supported, unmeasured);
  }

  private static List<HypothesisResult> with(Phase1a phase1a, String decision) {
    return phase1a.hypotheses().stream()
        .filter(h -> h.verdict().decision().equals(decision))
        .toList();
  }

  private static Answer unmeasured(List<HypothesisResult> hypotheses) {
    return Answer.of(
        QUESTION,
        Answer.NOT_MEASURABLE,
        "None of the %d hypotheses can be measured: %s."
            .formatted(
                hypotheses.size(),
                hypotheses.stream()
                    .map(h -> h.verdict().reason())
                    .distinct()
                    .collect(Collectors.joining("; "))));
  }

  private static Answer candidates(
      List<HypothesisResult> candidates, List<HypothesisResult> unmeasured) {
    String named = candidates.stream().map(CauseAnswer::named).collect(Collectors.joining(", "));
    return new Answer(
        QUESTION,
        "None yet",
        "%s: a candidate, which cannot be told from what else happened. Change it alone and run again."
            .formatted(named),
        notMeasurable(unmeasured));
  }

  private static Answer none(Phase1a phase1a, List<HypothesisResult> unmeasured) {
    String measured =
        phase1a.hypotheses().stream()
            .filter(h -> !unmeasured.contains(h))
            .map(h -> "%s (%s)".formatted(named(h), effect(h.verdict())))
            .collect(Collectors.joining(", "));
    return new Answer(
        QUESTION, "None", "Not supported: %s.".formatted(measured), notMeasurable(unmeasured));
  }

  private static Answer supported(
      List<HypothesisResult> supported, List<HypothesisResult> unmeasured) {
    return new Answer(
        QUESTION,
        supported.stream().map(HypothesisResult::id).collect(Collectors.joining(", ")),
        supported.stream()
            .map(h -> "%s is supported (%s)".formatted(named(h), effect(h.verdict())))
            .collect(Collectors.joining("; ", "", ".")),
        notMeasurable(unmeasured));
  }

  private static List<String> notMeasurable(List<HypothesisResult> unmeasured) {
    return unmeasured.stream()
        .map(h -> "Not measurable: %s, because %s.".formatted(named(h), h.verdict().reason()))
        .toList();
  }

  private static String named(HypothesisResult hypothesis) {
    return "%s %s".formatted(hypothesis.id(), hypothesis.name());
  }

  private static String effect(Verdict verdict) {
    if (verdict.estimate() == null) {
      return verdict.reason();
    }
    String interval =
        verdict.interval() == null
            ? ""
            : ", 95 %% interval %s to %s"
                .formatted(
                    Figures.change(verdict.interval().get(0)),
                    Figures.change(verdict.interval().get(1)));
    boolean ofGrowth = List.of("growth", "accounting", "intervention").contains(verdict.route());
    return "%s of %s%s"
        .formatted(
            Figures.change(verdict.estimate()),
            ofGrowth ? "the early runtime" : "runtime",
            interval);
  }
}
