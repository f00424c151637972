package dev.runvar.report;

import dev.runvar.report.Table.Bar;
import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.VersionComparison;
import dev.runvar.result.VersionComparison.PartChange;
import java.util.List;
import java.util.Optional;

/** What a changed program does otherwise, by its phases and functions. */
public final class VersionSection {

  private VersionSection() {}

  /** Returns nothing for a study that is compared with none. */
  static Optional<Section> of(Analysis analysis) {
    return Optional.ofNullable(analysis.version()).map(VersionSection::of);
  }

  /** Returns the section of one comparison. */
  public static Section of(VersionComparison comparison) {
    return new Section(
            "version", "%s against %s".formatted(comparison.after(), comparison.before()))
        .say(comparison.text())
        .items(VersionLines.details(comparison))
        .table(table("version-parts", "phase", comparison.parts()))
        .table(table("version-functions", "function", comparison.functions()));
  }

  private static Table table(String id, String kind, List<PartChange> parts) {
    Table table =
        new Table(id, "What a late cycle takes by %s, largest change first".formatted(kind))
            .texts(kind)
            .numbers("before", "after")
            .intervals("change, 95 %")
            .bars("change");
    for (PartChange part : parts) {
      String change = Numbers.interval(part.change(), Numbers::signedNanos);
      table.row(
          Cell.of(part.name()),
          Cell.of(Numbers.nanos(part.beforeNanos()), part.beforeNanos()),
          Cell.of(Numbers.nanos(part.afterNanos()), part.afterNanos()),
          Cell.of(
              Numbers.signedNanos(part.change().value())
                  + (part.change().low() == null ? "" : " (%s)".formatted(change.strip()))),
          Cell.bar(
              new Bar(part.change().value(), part.change().low(), part.change().high()),
              "%s by %s".formatted(part.name(), Numbers.signedNanos(part.change().value()))));
    }
    return table;
  }
}
