package dev.runvar.report;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.result.Analysis;

/** What made the results, and the rules by which the answers were found. */
final class ProvenanceSection {

  private ProvenanceSection() {}

  static Section of(Analysis analysis, Origin origin) {
    return new Section("provenance", "Provenance and rules", html -> write(html, analysis, origin));
  }

  private static void write(Html html, Analysis analysis, Origin origin) {
    rules(analysis).write(html);
    HtmlTable table =
        new HtmlTable(
            "made-by", "What made the results", Column.text("what"), Column.prose("which"));
    origin.provenance().forEach((name, text) -> table.row(Cell.of(name), Cell.of(text)));
    table.write(html);
  }

  private static HtmlTable rules(Analysis analysis) {
    Analysis.Rules rules = analysis.rules();
    return new HtmlTable(
            "rules",
            "The rules of the analysis",
            Column.text("rule"),
            Column.text("value"),
            Column.prose("what it does"))
        .row(
            Cell.of("version"),
            Cell.of(String.valueOf(rules.version())),
            Cell.of("answers of another version may differ on the same runs"))
        .row(
            Cell.of("delta"),
            Cell.of(Figures.smallShare(rules.delta())),
            Cell.of("effects below this share of runtime do not count"))
        .row(
            Cell.of("tolerance"),
            Cell.of(Figures.smallShare(rules.tolerance())),
            Cell.of("exposures with less of their own than this cannot be told from time"))
        .row(
            Cell.of("work"),
            Cell.of(rules.work().isEmpty() ? Figures.ABSENT : String.join(", ", rules.work())),
            Cell.of("gauges that the study declares as work, beside population and clusters"))
        .row(
            Cell.of("criteria"),
            Cell.of(rules.criteria() == null ? Figures.ABSENT : rules.criteria()),
            Cell.of("published study whose predictions are tested"));
  }
}
