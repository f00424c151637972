package dev.runvar.report;

import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Comparison;
import dev.runvar.result.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the runtime of the observed experiment grows, by how much, and what by. */
final class GrowthAnswers {

  private static final String GROWS = "Does runtime grow?";
  private static final String AMOUNT = "By how much?";
  private static final String PARTS = "What is the growth made of?";
  private static final String YES = "Yes";
  private static final String NO = "No";
  private static final int SHOWN_PARTS = 3;
  private static final double MOST_OF_IT = 0.5;

  private final ExperimentResult result;
  private final Growth growth;
  private final int seeds;
  private final double delta;

  private GrowthAnswers(ExperimentResult result, int seeds, double delta) {
    this.result = result;
    this.growth = result.growth();
    this.seeds = seeds;
    this.delta = delta;
  }

  static List<Answer> of(Analysis analysis) {
    Optional<ExperimentResult> observed =
        Observed.experiment(analysis).filter(result -> result.growth() != null);
    if (observed.isEmpty()) {
      String why =
          analysis.runs().ok() == 0
              ? "No run is OK, so there is nothing to measure."
              : "No run has the ten timed cycles that an early and a late part need.";
      return List.of(
          Answer.of(GROWS, Answer.NOT_MEASURABLE, why),
          Answer.of(AMOUNT, Answer.NOT_MEASURABLE, why),
          Answer.of(PARTS, Answer.NOT_MEASURABLE, why));
    }
    GrowthAnswers answers =
        new GrowthAnswers(observed.get(), Observed.seeds(analysis), analysis.rules().delta());
    return List.of(answers.grows(), answers.amount(), answers.parts());
  }

  private Answer grows() {
    String word = word();
    String sentence =
        "From the first to the last fifth of a run, a cycle of %s changes by %s, over %s%s."
            .formatted(
                Observed.label(result),
                Numbers.growth(growth.totalNanos(), growth.interval()),
                Numbers.count(seeds, "seed"),
                why(word));
    List<String> details = new ArrayList<>(GrowthNotes.of(growth));
    if (result.classification() != null) {
      details.add("How its runs go: %s.".formatted(ExperimentSection.courses(result)));
    }
    return new Answer(GROWS, word, sentence, details);
  }

  private String word() {
    if (growth.interval() == null || seeds < Comparison.LEAST_SEEDS) {
      return Answer.TOO_FEW;
    }
    double floor = result.meanNanos() * delta;
    if (growth.interval().get(1) < floor) {
      return NO;
    }
    return growth.interval().get(0) > 0 ? YES : Answer.UNDECIDED;
  }

  private String why(String word) {
    return switch (word) {
      case Answer.TOO_FEW -> "; a verdict takes %d".formatted(Comparison.LEAST_SEEDS);
      case Answer.UNDECIDED -> "; the interval leaves open whether it grows";
      case NO ->
          growth.interval().get(1) < 0
              ? "; it gets faster"
              : "; that is below the floor of %s of a cycle".formatted(Numbers.share(delta));
      default -> "";
    };
  }

  private Answer amount() {
    double mean = result.meanNanos();
    String share = Numbers.change(growth.totalNanos() / mean);
    String interval =
        growth.interval() == null
            ? "one seed has no interval"
            : "95 %% interval %s to %s"
                .formatted(
                    Numbers.change(growth.interval().get(0) / mean),
                    Numbers.change(growth.interval().get(1) / mean));
    String sentence =
        "%s of the mean cycle of %s from the first to the last fifth of a run (%s)."
            .formatted(share, Numbers.nanos(mean), interval);
    List<String> details =
        ExperimentSection.rate(result, Analysis.RatePerHour::early) == null
            ? List.of()
            : List.of(
                "Per hour: %s in the first third and %s in the last, of the mean of the first cycles."
                    .formatted(
                        Numbers.change(result.ratePerHour().early()),
                        Numbers.change(result.ratePerHour().late())));
    return new Answer(
        AMOUNT, word().equals(Answer.TOO_FEW) ? Answer.TOO_FEW : share, sentence, details);
  }

  private Answer parts() {
    if (growth.parts().size() < 2) {
      return Answer.of(
          PARTS,
          Answer.NOT_MEASURABLE,
          "The workload of %s does not time its phases, so its growth cannot be taken apart."
              .formatted(Observed.label(result)));
    }
    String parts =
        growth.parts().stream()
            .filter(GrowthNotes::isShown)
            .limit(SHOWN_PARTS)
            .map(this::part)
            .collect(Collectors.joining("; "));
    return word().equals(YES)
        ? Answer.of(PARTS, largest(), "The largest parts: %s.".formatted(parts))
        : Answer.of(
            PARTS,
            word().equals(NO) ? "No growth" : word(),
            "Growth is not established; the parts of the difference: %s.".formatted(parts));
  }

  private String largest() {
    Growth.Part largest = growth.parts().get(0);
    boolean most = largest.share() != null && largest.share() > MOST_OF_IT;
    return most ? "Mostly %s".formatted(largest.name()) : "Several parts";
  }

  private String part(Growth.Part part) {
    return "%s %s, %s of it"
        .formatted(
            part.name(),
            Numbers.growth(part.nanos(), part.interval()),
            Numbers.share(part.share()));
  }
}
