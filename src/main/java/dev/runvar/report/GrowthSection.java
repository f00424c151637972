package dev.runvar.report;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.report.IntervalChart.Bar;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What growing cycles are made of: every experiment, then each with its parts. */
final class GrowthSection {

  private GrowthSection() {}

  static Section of(Analysis analysis) {
    return new Section("growth", "What the growth is made of", html -> write(html, analysis));
  }

  private static void write(Html html, Analysis analysis) {
    List<ExperimentResult> growing =
        analysis.experiments().stream().filter(e -> e.growth() != null).toList();
    if (growing.isEmpty()) {
      html.paragraph("No run is long enough to have an early and a late part.");
      return;
    }
    html.paragraph(
        "Growth is the mean time of a cycle in the last fifth of a run less that in the first. Its"
            + " parts are the same difference of each timed phase, and of what is outside the"
            + " phases: they add up to the whole. Times of collections (GC) and off the core (off-CPU)"
            + " run across the parts and are not to be added. Intervals are 95 % over seeds.");
    overview(growing).write(html);
    Optional<ExperimentResult> observed = Observed.experiment(analysis);
    for (int i = 0; i < growing.size(); i++) {
      experiment(html, i, growing.get(i), observed);
    }
  }

  private static HtmlTable overview(List<ExperimentResult> growing) {
    HtmlTable table =
        new HtmlTable(
            "growth-overview",
            "Growth of a cycle by experiment",
            Column.text("experiment"),
            Column.number("growth"),
            Column.interval("95 % interval"),
            Column.number("of the mean cycle"));
    for (ExperimentResult e : growing) {
      double share = e.growth().totalNanos() / e.meanNanos();
      table.row(
          Cell.of(e.label()),
          Cell.of(Figures.signedNanos(e.growth().totalNanos()), e.growth().totalNanos()),
          Cell.of(interval(e.growth().interval())),
          Cell.of(Figures.change(share), share));
    }
    return table;
  }

  private static void experiment(
      Html html, int index, ExperimentResult result, Optional<ExperimentResult> observed) {
    if (observed.equals(Optional.of(result))) {
      html.open("details", "open", "open");
    } else {
      html.open("details");
    }
    html.element("summary", "Parts of " + result.label());
    parts("growth-parts-" + index, result).write(html);
    GrowthNotes.of(result.growth()).forEach(html::paragraph);
    html.closeLine();
  }

  private static HtmlTable parts(String id, ExperimentResult result) {
    Growth growth = result.growth();
    IntervalChart chart = IntervalChart.of(bars(growth));
    HtmlTable table =
        new HtmlTable(
            id,
            "Growth of %s by part; the bars have one scale".formatted(result.label()),
            Column.text("part"),
            Column.number("growth"),
            Column.interval("95 % interval"),
            Column.number("share"),
            Column.chart("growth with its interval"));
    row(table, chart, "all", growth.totalNanos(), growth.interval(), 1.0);
    growth.parts().forEach(p -> row(table, chart, p.name(), p.nanos(), p.interval(), p.share()));
    growth
        .overlays()
        .forEach(o -> row(table, chart, "of which " + o.name(), o.nanos(), o.interval(), null));
    return table;
  }

  private static List<Bar> bars(Growth growth) {
    List<Bar> bars = new ArrayList<>();
    bars.add(Bar.of(growth.totalNanos(), growth.interval()));
    growth.parts().forEach(part -> bars.add(Bar.of(part.nanos(), part.interval())));
    growth.overlays().forEach(overlay -> bars.add(Bar.of(overlay.nanos(), overlay.interval())));
    return bars;
  }

  private static void row(
      HtmlTable table,
      IntervalChart chart,
      String name,
      double nanos,
      List<Double> interval,
      Double share) {
    String alternative = "%s %s".formatted(name, GrowthText.change(nanos, interval));
    table.row(
        Cell.of(name),
        Cell.of(Figures.signedNanos(nanos), nanos),
        Cell.of(interval(interval)),
        Cell.of(Figures.share(share), share),
        Cell.chart(html -> chart.write(html, Bar.of(nanos, interval), alternative)));
  }

  private static String interval(List<Double> interval) {
    return interval == null
        ? Figures.ABSENT
        : "%s to %s"
            .formatted(Figures.signedNanos(interval.get(0)), Figures.signedNanos(interval.get(1)));
  }
}
