package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Runs;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.Control;
import dev.runvar.result.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How far the other answers can be relied on. */
final class TrustAnswer {

  private static final String QUESTION = "Can I trust this?";

  private final Analysis analysis;
  private final Integer mostRunsAtOnce;
  private final List<String> doubts = new ArrayList<>();
  private final List<String> details = new ArrayList<>();

  private TrustAnswer(Analysis analysis, Integer mostRunsAtOnce) {
    this.analysis = analysis;
    this.mostRunsAtOnce = mostRunsAtOnce;
  }

  static Answer of(Analysis analysis, Integer mostRunsAtOnce) {
    Runs runs = analysis.runs();
    return runs.ok() == 0
        ? Answer.of(
            QUESTION,
            "No",
            "None of the %d runs is OK: %d failed and %d are missing."
                .formatted(runs.planned(), runs.failed(), missing(runs)))
        : new TrustAnswer(analysis, mostRunsAtOnce).answer();
  }

  private Answer answer() {
    runs(analysis.runs());
    concurrency();
    details.add(
        analysis.instrument() == null
            ? "Instrument: its share of the time is not known."
            : "Instrument: it took %s of the core time of runs."
                .formatted(Numbers.share(analysis.instrument().share())));
    outliers();
    if (analysis.causes() != null) {
      controls(analysis.causes());
      detectable(analysis.causes());
    }
    int seeds = Observed.seeds(analysis);
    boolean isUntimed = analysis.experiments().stream().allMatch(e -> e.cycles() == 0);
    String sentence =
        "%s %d of %d runs%s."
            .formatted(
                isUntimed ? "No cycles were timed in" : Numbers.count(seeds, "seed") + " and",
                analysis.runs().ok(),
                analysis.runs().planned(),
                doubts.isEmpty() ? "" : "; mind that " + String.join(", and that ", doubts));
    return new Answer(QUESTION, word(seeds), sentence, details);
  }

  private String word(int seeds) {
    if (seeds < Comparison.LEAST_SEEDS) {
      return "Not yet";
    }
    if (analysis.causes() != null && !found(analysis.causes()).isEmpty()) {
      return "No";
    }
    return doubts.isEmpty() ? "Yes" : "With care";
  }

  private static int missing(Runs runs) {
    return runs.planned() - runs.committed();
  }

  private void runs(Runs runs) {
    int absent = runs.failed() + missing(runs);
    if (absent > 0) {
      doubts.add(
          "%s failed or %s missing"
              .formatted(Numbers.count(absent, "run"), absent == 1 ? "is" : "are"));
    }
    if (runs.incomplete() > 0) {
      doubts.add("%d ended before their last cycle".formatted(runs.incomplete()));
    }
    details.add(
        "Runs: %d planned, %d OK, %d failed, %d missing; %d OK runs have fewer cycles than planned."
            .formatted(runs.planned(), runs.ok(), runs.failed(), missing(runs), runs.incomplete()));
  }

  private void concurrency() {
    if (mostRunsAtOnce == null) {
      doubts.add("how many runs shared a host is not known");
      details.add("Concurrency: how many runs shared a host is not known.");
    } else if (mostRunsAtOnce == 1) {
      details.add("Concurrency: one run at a time on a host.");
    } else {
      doubts.add("up to %d runs shared a host".formatted(mostRunsAtOnce));
      details.add(
          "Concurrency: up to %d runs shared a host and contended with each other; slots: 1 avoids that."
              .formatted(mostRunsAtOnce));
    }
  }

  private void outliers() {
    Observed.experiment(analysis)
        .map(ExperimentResult::growth)
        .filter(GrowthNotes::outliersDecide)
        .ifPresent(
            growth ->
                doubts.add(
                    "most of the growth is %s far from the others"
                        .formatted(Numbers.count(growth.outliers().size(), "cycle"))));
  }

  private void controls(CauseResults causes) {
    List<Control> found = found(causes);
    if (!found.isEmpty()) {
      doubts.add(
          "a negative control found an effect (%s)"
              .formatted(found.stream().map(Control::name).collect(Collectors.joining(", "))));
    }
    found.stream()
        .map(
            control ->
                "Negative control %s found an effect that cannot be there: %s. Something unreported slows the whole program down; do not trust the accumulations."
                    .formatted(control.name(), control.verdict().reason()))
        .forEach(details::add);
    long measured = causes.controls().stream().filter(c -> c.verdict().isMeasurable()).count();
    details.add(
        measured == 0
            ? "Negative controls: none could be measured."
            : "Negative controls: %d of %d found nothing, as they must."
                .formatted(measured - found.size(), measured));
  }

  private static List<Control> found(CauseResults causes) {
    return causes.controls().stream().filter(c -> c.verdict().isSupported()).toList();
  }

  private void detectable(CauseResults causes) {
    String effects =
        causes.causes().stream()
            .filter(c -> c.verdict().detectable() != null)
            .map(c -> "%s %s".formatted(c.name(), Numbers.share(c.verdict().detectable())))
            .collect(Collectors.joining(", "));
    details.add(
        effects.isEmpty()
            ? "Effects that this study would have found with a power of 80 %: not known."
            : "Effects that this study would have found with a power of 80 %%, as shares of runtime: %s."
                .formatted(effects));
    if (causes.withUnfinished() != null) {
      details.add(CauseSection.unfinished(causes));
    }
  }
}
