package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** Which cause the runs support. */
final class CauseAnswer {

  private static final String QUESTION = "Which cause is supported?";
  private static final List<String> OF_GROWTH = List.of("growth", "accounting", "intervention");

  private final List<CauseResult> causes;
  private final List<CauseResult> supported;
  private final List<CauseResult> unmeasured;

  private CauseAnswer(List<CauseResult> causes) {
    this.causes = causes;
    supported = causes.stream().filter(c -> c.verdict().isSupported()).toList();
    unmeasured = causes.stream().filter(c -> !c.verdict().isMeasurable()).toList();
  }

  static Answer of(Analysis analysis) {
    if (analysis.causes() == null) {
      return Answer.of(
          QUESTION,
          Answer.NOT_MEASURABLE,
          analysis.runs().ok() == 0
              ? "No run is OK, so no cause can be tested."
              : "No run of the observed experiment has timed cycles.");
    }
    return new CauseAnswer(analysis.causes().causes()).answer();
  }

  private Answer answer() {
    List<CauseResult> candidates =
        unmeasured.stream().filter(c -> "candidate".equals(c.verdict().evidence())).toList();
    if (supported.isEmpty() && !candidates.isEmpty()) {
      return answer("None yet", candidates(candidates));
    }
    if (unmeasured.size() == causes.size()) {
      return Answer.of(QUESTION, Answer.NOT_MEASURABLE, noneMeasured());
    }
    if (supported.isEmpty()) {
      return answer("None", notSupported());
    }
    return answer(
        supported.stream().map(CauseResult::name).collect(Collectors.joining(", ")),
        supported.stream()
            .map(c -> "%s is supported (%s)".formatted(named(c), effect(c.verdict())))
            .collect(Collectors.joining("; ", "", ".")));
  }

  private Answer answer(String word, String sentence) {
    return new Answer(
        QUESTION,
        word,
        sentence,
        unmeasured.stream()
            .map(c -> "Not measurable: %s, because %s.".formatted(named(c), c.verdict().reason()))
            .toList());
  }

  private static String candidates(List<CauseResult> candidates) {
    return "Candidate: %s. It cannot be separated from what else changed; change it alone and run again."
        .formatted(candidates.stream().map(CauseAnswer::named).collect(Collectors.joining(", ")));
  }

  private String noneMeasured() {
    return "None of the %s can be measured: %s."
        .formatted(
            Numbers.count(causes.size(), "cause"),
            causes.stream()
                .map(c -> c.verdict().reason())
                .distinct()
                .collect(Collectors.joining("; ")));
  }

  private String notSupported() {
    return causes.stream()
        .filter(c -> c.verdict().isMeasurable())
        .map(c -> "%s (%s)".formatted(named(c), effect(c.verdict())))
        .collect(Collectors.joining(", ", "Not supported: ", "."));
  }

  private static String named(CauseResult cause) {
    return cause.claim() == null || cause.claim().equals(cause.name())
        ? cause.name()
        : "%s (%s)".formatted(cause.name(), cause.claim());
  }

  private static String effect(Verdict verdict) {
    if (verdict.estimate() == null) {
      return verdict.reason();
    }
    String interval =
        verdict.interval() == null
            ? ""
            : ", 95 %% interval %s"
                .formatted(Numbers.interval(verdict.interval(), Numbers::change));
    return "%s of %s%s"
        .formatted(
            Numbers.change(verdict.estimate()),
            OF_GROWTH.contains(verdict.route()) ? "the early runtime" : "runtime",
            interval);
  }
}
