package dev.runvar.report;

import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.Analysis.RatePerHour;
import dev.runvar.result.Analysis.TreatmentOutputs;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The statistics of each experiment. */
final class ExperimentSection {

  /** Growth per hour is shown for runs of at least six minutes. */
  private static final double SHOWN_RATE_NANOS = 360e9;

  private ExperimentSection() {}

  static Section of(Analysis analysis) {
    return new Section("experiments", "Experiments")
        .say(
            "Means over seeds of each seed's runs, with 95 % intervals. Thirds are against the study's baseline, or against the first 5 % of cycles. Rates per hour are shown for runs of six minutes and more.")
        .table(runtime(analysis.experiments()))
        .table(readings(analysis.experiments()))
        .table(outputs(analysis.experiments()));
  }

  private static Table outputs(List<ExperimentResult> experiments) {
    Table table =
        new Table(
                "outputs",
                "Outputs that the program reported, by treatment: means over seeds with 95 % intervals")
            .texts("output", "experiment")
            .prose("treatment")
            .numbers("mean", "seeds");
    for (ExperimentResult e : experiments) {
      for (TreatmentOutputs treatment : e.outputs()) {
        treatment
            .outputs()
            .forEach(
                (name, mean) ->
                    table.row(
                        Cell.of(name),
                        Cell.of(Observed.label(e)),
                        Cell.of(Observed.levels(treatment.levels())),
                        Cell.of(Numbers.estimate(mean, Numbers::number), mean.value()),
                        Cell.of(mean.seeds())));
      }
    }
    return table;
  }

  private static Table runtime(List<ExperimentResult> experiments) {
    Table table =
        new Table("experiment-runtime", "Runtime of a cycle by experiment")
            .texts("experiment", "variant")
            .numbers("runs", "cycles")
            .intervals("mean", "CV", "acceleration", "early third", "middle third", "late third")
            .numbers("early per hour", "late per hour");
    for (ExperimentResult e : experiments) {
      table.row(
          Cell.of(Observed.label(e)),
          Cell.of(e.variant()),
          Cell.of(e.runs()),
          Cell.of(e.cycles()),
          estimate(e, "meanNanos", e.meanNanos(), Numbers::nanos),
          estimate(e, "cv", e.cv(), Numbers::number),
          estimate(e, "acceleration", e.acceleration(), Numbers::change),
          third(e, "early", Milestones::early),
          third(e, "middle", Milestones::middle),
          third(e, "late", Milestones::late),
          change(rate(e, RatePerHour::early)),
          change(rate(e, RatePerHour::late)));
    }
    return table;
  }

  private static Table readings(List<ExperimentResult> experiments) {
    Table table =
        new Table("experiment-courses", "Courses of runs and readings by experiment")
            .texts("experiment")
            .prose("courses of runs")
            .intervals("host readings per cycle", "population", "patterns at the end");
    for (ExperimentResult e : experiments) {
      table.row(
          Cell.of(Observed.label(e)),
          Cell.of(e.classification() == null ? null : courses(e)),
          estimate(e, "hostReadingsPerCycle", e.hostReadingsPerCycle(), Numbers::oneDecimal),
          estimate(e, "meanPopulation", e.meanPopulation(), Numbers::oneDecimal),
          estimate(e, "patternsAtEnd", e.patternsAtEnd(), Numbers::oneDecimal));
    }
    return table;
  }

  /** Returns how many runs take each course. */
  static String courses(ExperimentResult result) {
    return result.classification().entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Returns a rate per hour; null for short runs, from which it would be an extrapolation. */
  static Double rate(ExperimentResult e, Function<RatePerHour, Double> which) {
    if (e.ratePerHour() == null || e.cycles() * e.meanNanos() < e.runs() * SHOWN_RATE_NANOS) {
      return null;
    }
    return which.apply(e.ratePerHour());
  }

  private static Cell third(ExperimentResult e, String name, Function<Milestones, Double> which) {
    Double share = e.milestones() == null ? null : which.apply(e.milestones());
    return estimate(e, name, share, Numbers::change);
  }

  private static Cell estimate(
      ExperimentResult e, String name, Double value, Function<Double, String> form) {
    return Cell.of(Numbers.with(e.intervals().get(name), value, form), value);
  }

  private static Cell change(Double share) {
    return Cell.of(Numbers.change(share), share);
  }
}
