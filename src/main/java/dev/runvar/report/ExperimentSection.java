package dev.runvar.report;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Milestones;
import dev.runvar.result.Analysis.RatePerHour;
import java.util.List;
import java.util.function.Function;

/** The figures of each experiment. */
final class ExperimentSection {

  private ExperimentSection() {}

  static Section of(Analysis analysis) {
    return new Section("experiments", "Experiments", html -> write(html, analysis));
  }

  private static void write(Html html, Analysis analysis) {
    html.paragraph(
        "Means over seeds of each seed's runs, with 95 % intervals. Thirds are against the study's baseline, or the first 5 % of cycles; rates per hour are shown for runs of six minutes and more.");
    runtime(analysis.experiments()).write(html);
    courses(analysis.experiments()).write(html);
  }

  private static HtmlTable runtime(List<ExperimentResult> experiments) {
    HtmlTable table =
        new HtmlTable(
            "experiment-runtime",
            "Runtime of a cycle by experiment",
            Column.text("experiment"),
            Column.text("variant"),
            Column.number("runs"),
            Column.number("cycles"),
            Column.interval("mean"),
            Column.interval("CV"),
            Column.interval("acceleration"),
            Column.interval("early third"),
            Column.interval("middle third"),
            Column.interval("late third"),
            Column.number("early per hour"),
            Column.number("late per hour"));
    for (ExperimentResult e : experiments) {
      table.row(
          Cell.of(e.label()),
          Cell.of(e.variant()),
          Cell.of(e.runs()),
          Cell.of(e.cycles()),
          estimate(e, "meanNanos", e.meanNanos(), Figures::nanos),
          estimate(e, "cv", e.cv(), Figures::number),
          estimate(e, "acceleration", e.acceleration(), Figures::change),
          third(e, "early", Milestones::early),
          third(e, "middle", Milestones::middle),
          third(e, "late", Milestones::late),
          change(TextSummary.rate(e, RatePerHour::early)),
          change(TextSummary.rate(e, RatePerHour::late)));
    }
    return table;
  }

  private static HtmlTable courses(List<ExperimentResult> experiments) {
    HtmlTable table =
        new HtmlTable(
            "experiment-courses",
            "Courses of runs and readings by experiment",
            Column.text("experiment"),
            Column.prose("how runs go"),
            Column.interval("readings per cycle"),
            Column.interval("population"),
            Column.interval("patterns at the end"));
    for (ExperimentResult e : experiments) {
      table.row(
          Cell.of(e.label()),
          Cell.of(e.classification() == null ? Figures.ABSENT : TextSummary.classes(e)),
          estimate(e, "hostReadingsPerCycle", e.hostReadingsPerCycle(), Figures::oneDecimal),
          estimate(e, "meanPopulation", e.meanPopulation(), Figures::oneDecimal),
          estimate(e, "patternsAtEnd", e.patternsAtEnd(), Figures::oneDecimal));
    }
    return table;
  }

  private static Cell third(ExperimentResult e, String name, Function<Milestones, Double> which) {
    Double share = e.milestones() == null ? null : which.apply(e.milestones());
    return estimate(e, name, share, Figures::change);
  }

  private static Cell estimate(
      ExperimentResult e, String name, Double value, Function<Double, String> form) {
    return Cell.of(Figures.with(e.intervals().get(name), value, form), value);
  }

  private static Cell change(Double share) {
    return Cell.of(Figures.change(share), share);
  }
}
