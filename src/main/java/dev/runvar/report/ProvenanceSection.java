package dev.runvar.report;

import dev.runvar.report.Table.Cell;
import dev.runvar.report.Table.Column;
import dev.runvar.result.Analysis;

/** The origin of the results, and the rules of the analysis. */
final class ProvenanceSection {

  private ProvenanceSection() {}

  static Section of(Analysis analysis, Origin origin) {
    Table table =
        new Table("made-by", "Origin of the results", Column.text("item"), Column.prose("value"));
    origin.provenance().forEach((name, text) -> table.row(Cell.of(name), Cell.of(text)));
    return new Section("provenance", "Provenance and rules")
        .pageOnly()
        .table(rules(analysis.rules()))
        .table(table);
  }

  private static Table rules(Analysis.Rules rules) {
    Table table =
        new Table(
            "rules",
            "The rules of the analysis",
            Column.text("rule"),
            Column.text("value"),
            Column.prose("meaning"));
    rule(
        table, "version", String.valueOf(rules.version()), "other versions may answer differently");
    rule(
        table,
        "delta",
        Numbers.smallShare(rules.delta()),
        "effects below this share of runtime do not count");
    rule(
        table,
        "tolerance",
        Numbers.smallShare(rules.tolerance()),
        "exposures with less of their variance left after detrending are not identifiable");
    rule(
        table,
        "work",
        rules.work().isEmpty() ? null : String.join(", ", rules.work()),
        "gauges that the study declares as work, beside population and clusters");
    rule(table, "criteria", rules.criteria(), "published study whose predictions are tested");
    return table;
  }

  private static void rule(Table table, String name, String value, String meaning) {
    table.row(Cell.of(name), Cell.of(value), Cell.of(meaning));
  }
}
