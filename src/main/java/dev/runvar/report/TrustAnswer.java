package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.Control;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.HypothesisResult;
import dev.runvar.result.Analysis.Phase1a;
import dev.runvar.result.Analysis.Runs;
import dev.runvar.result.Phase1bVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What stands for the other answers, and what against them. */
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
    if (analysis.runs().ok() == 0) {
      return Answer.of(
          QUESTION,
          "No",
          "None of the %d runs is OK: %d failed and %d are missing."
              .formatted(
                  analysis.runs().planned(), analysis.runs().failed(), missing(analysis.runs())));
    }
    return new TrustAnswer(analysis, mostRunsAtOnce).answer();
  }

  private Answer answer() {
    runs(analysis.runs());
    concurrency();
    instrument();
    outliers();
    if (analysis.phase1a() != null) {
      controls(analysis.phase1a());
      detectable(analysis.phase1a());
    }
    int seeds = Observed.seeds(analysis);
    String sentence =
        "%s and %d of %d runs%s."
            .formatted(
                Observed.count(seeds, "seed"),
                analysis.runs().ok(),
                analysis.runs().planned(),
                doubts.isEmpty() ? "" : "; mind that " + String.join(", and that ", doubts));
    return new Answer(QUESTION, word(seeds), sentence, details);
  }

  private String word(int seeds) {
    if (seeds < Phase1bVerdict.LEAST_SEEDS) {
      return "Not yet";
    }
    if (analysis.phase1a() != null && !found(analysis.phase1a()).isEmpty()) {
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
      doubts.add("%d runs failed or are missing".formatted(absent));
    }
    if (runs.incomplete() > 0) {
      doubts.add("%d ended before their last cycle".formatted(runs.incomplete()));
    }
    details.add(
        "Runs: %d planned, %d OK, %d failed, %d missing; %d of those that are OK have fewer cycles than planned."
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
          "Concurrency: up to %d runs at a time on a host, which contend with each other; slots: 1 avoids that."
              .formatted(mostRunsAtOnce));
    }
  }

  private void instrument() {
    details.add(
        analysis.instrument() == null
            ? "Instrument: its share of the time is not known."
            : "Instrument: it took %s of the core time of runs."
                .formatted(Figures.smallShare(analysis.instrument().share())));
  }

  private void outliers() {
    Observed.experiment(analysis)
        .map(ExperimentResult::growth)
        .filter(GrowthNotes::outliersDecide)
        .ifPresent(
            growth ->
                doubts.add(
                    "most of the growth is %s far from the others"
                        .formatted(Figures.count(growth.outliers().size(), "cycle"))));
  }

  private void controls(Phase1a phase1a) {
    List<String> found = found(phase1a);
    if (!found.isEmpty()) {
      doubts.add("a negative control found an effect (%s)".formatted(String.join(", ", found)));
    }
    phase1a.controls().stream()
        .filter(control -> found.contains(control.name()))
        .map(
            control ->
                "Negative control %s found what cannot be there: %s. Something that is not reported slows the program down as a whole; do not trust H3 and H5."
                    .formatted(control.name(), control.verdict().reason()))
        .forEach(details::add);
    long measured =
        phase1a.controls().stream()
            .filter(c -> !c.verdict().decision().equals("not-measurable"))
            .count();
    details.add(
        measured == 0
            ? "Negative controls: none could be measured."
            : "Negative controls: %d of %d found nothing, as they must."
                .formatted(measured - found.size(), measured));
  }

  private static List<String> found(Phase1a phase1a) {
    return phase1a.controls().stream()
        .filter(control -> control.verdict().decision().equals("supported"))
        .map(Control::name)
        .toList();
  }

  private void detectable(Phase1a phase1a) {
    String effects =
        phase1a.hypotheses().stream()
            .filter(h -> h.verdict().detectable() != null)
            .map(TrustAnswer::detectable)
            .collect(Collectors.joining(", "));
    details.add(
        effects.isEmpty()
            ? "Effects that would have been found four times in five: not known."
            : "Effects that would have been found four times in five, as shares of runtime: %s."
                .formatted(effects));
    if (phase1a.withUnfinished() != null) {
      details.add(UnfinishedText.of(phase1a).strip() + ".");
    }
  }

  private static String detectable(HypothesisResult hypothesis) {
    return "%s %s"
        .formatted(hypothesis.id(), Figures.smallShare(hypothesis.verdict().detectable()));
  }
}
