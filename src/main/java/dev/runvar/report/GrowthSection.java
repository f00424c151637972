package dev.runvar.report;

import dev.runvar.report.Table.Bar;
import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Growth;
import java.util.List;
import java.util.Optional;

/** The parts of the growth of a cycle, by experiment. */
final class GrowthSection {

  private GrowthSection() {}

  static Section of(Analysis analysis) {
    Section section = new Section("growth", "What the growth is made of");
    List<ExperimentResult> growing =
        analysis.experiments().stream().filter(e -> e.growth() != null).toList();
    if (growing.isEmpty()) {
      return section.nothing("No run is long enough to have an early and a late part.");
    }
    section
        .say(
            "Growth is the mean time of a cycle in the last fifth of a run minus that in the first fifth."
                + " Its parts are the same difference for each timed phase and for the time outside the phases; they add up to the whole."
                + " Garbage collection (GC) and time off the core (off-CPU) run across the parts and are no part of the sum."
                + " Intervals are 95 % over seeds.")
        .table(overview(growing));
    Optional<ExperimentResult> observed = Observed.experiment(analysis);
    for (int i = 0; i < growing.size(); i++) {
      ExperimentResult result = growing.get(i);
      section.table(
          parts("growth-parts-" + i, result)
              .fold(!observed.equals(Optional.of(result)))
              .notes(GrowthNotes.of(result.growth())));
    }
    return section;
  }

  private static Table overview(List<ExperimentResult> growing) {
    Table table =
        new Table("growth-overview", "Growth of a cycle by experiment")
            .texts("experiment")
            .numbers("growth")
            .intervals("95 % interval")
            .numbers("of the mean cycle");
    for (ExperimentResult e : growing) {
      Double share = e.meanNanos() == null ? null : e.growth().totalNanos() / e.meanNanos();
      table.row(
          Cell.of(Observed.label(e)),
          Cell.of(Numbers.signedNanos(e.growth().totalNanos()), e.growth().totalNanos()),
          Cell.of(Numbers.interval(e.growth().interval(), Numbers::signedNanos)),
          Cell.of(Numbers.change(share), share));
    }
    return table;
  }

  private static Table parts(String id, ExperimentResult result) {
    Growth growth = result.growth();
    Table table =
        new Table(id, "Growth of %s by part".formatted(Observed.label(result)))
            .texts("part")
            .numbers("growth")
            .intervals("95 % interval")
            .numbers("share")
            .bars("growth with its interval");
    row(table, "all", growth.totalNanos(), growth.interval(), 1.0);
    growth.parts().forEach(p -> row(table, p.name(), p.nanos(), p.interval(), p.share()));
    growth
        .overlays()
        .forEach(o -> row(table, "across the parts: " + o.name(), o.nanos(), o.interval(), null));
    return table;
  }

  private static void row(
      Table table, String name, double nanos, List<Double> interval, Double share) {
    table.row(
        Cell.of(name),
        Cell.of(Numbers.signedNanos(nanos), nanos),
        Cell.of(Numbers.interval(interval, Numbers::signedNanos)),
        Cell.of(Numbers.share(share), share),
        Cell.bar(Bar.of(nanos, interval), name + " " + Numbers.growth(nanos, interval)));
  }
}
