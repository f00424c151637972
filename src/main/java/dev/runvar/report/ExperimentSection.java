package dev.runvar.report;

import dev.runvar.hypothesis.Analysis;
import dev.runvar.hypothesis.Analysis.ExperimentResult;
import dev.runvar.hypothesis.Analysis.Milestones;
import dev.runvar.hypothesis.Analysis.RatePerHour;
import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
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
        "Means over seeds of each seed's runs. Thirds are against the study's baseline, or the first 5 % of cycles; rates per hour are shown for runs of six minutes and more.");
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
            Column.number("mean"),
            Column.number("CV"),
            Column.number("acceleration"),
            Column.number("early third"),
            Column.number("middle third"),
            Column.number("late third"),
            Column.number("early per hour"),
            Column.number("late per hour"));
    for (ExperimentResult e : experiments) {
      table.row(
          Cell.of(e.label()),
          Cell.of(e.variant()),
          Cell.of(e.runs()),
          Cell.of(e.cycles()),
          Cell.of(Figures.nanos(e.meanNanos()), e.meanNanos()),
          Cell.of(Figures.number(e.cv()), e.cv()),
          change(e.acceleration()),
          third(e, Milestones::early),
          third(e, Milestones::middle),
          third(e, Milestones::late),
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
            Column.number("readings per cycle"),
            Column.number("population"),
            Column.number("patterns at the end"));
    for (ExperimentResult e : experiments) {
      table.row(
          Cell.of(e.label()),
          Cell.of(e.classification() == null ? Figures.ABSENT : TextSummary.classes(e)),
          Cell.of(Figures.oneDecimal(e.hostReadingsPerCycle()), e.hostReadingsPerCycle()),
          Cell.of(Figures.oneDecimal(e.meanPopulation()), e.meanPopulation()),
          Cell.of(Figures.oneDecimal(e.patternsAtEnd()), e.patternsAtEnd()));
    }
    return table;
  }

  private static Cell third(ExperimentResult e, Function<Milestones, Double> which) {
    return change(e.milestones() == null ? null : which.apply(e.milestones()));
  }

  private static Cell change(Double share) {
    return Cell.of(Figures.change(share), share);
  }
}
