package dev.runvar.report;

import dev.runvar.report.HtmlTable.Cell;
import dev.runvar.report.HtmlTable.Column;
import dev.runvar.result.Analysis;
import dev.runvar.result.Attribution;
import dev.runvar.result.Attribution.Share;
import dev.runvar.result.Estimate;

/** What exposures explain of the runtime: a description that decides nothing. */
final class AttributionSection {

  private AttributionSection() {}

  static Section of(Analysis analysis) {
    return new Section(
        "attribution", "What exposures explain, as a description", html -> write(html, analysis));
  }

  private static void write(Html html, Analysis analysis) {
    if (analysis.phase1a() == null || analysis.phase1a().attribution() == null) {
      html.paragraph("No run has 100 cycles and an exposure that changes in them.");
      return;
    }
    html.paragraph(
        "Shares of R² beside the trend (LMG), over seeds. This describes and is no verdict: it credits a non-cause that correlates ρ with the cause with ρ²/2.");
    table(analysis.phase1a().attribution()).write(html);
  }

  private static HtmlTable table(Attribution attribution) {
    HtmlTable table =
        new HtmlTable(
            "attribution-shares",
            "Shares of the runtime's variance beside the trend, with 95 % intervals",
            Column.text("exposure"),
            Column.number("explains"),
            Column.number("VIF"),
            Column.prose("not identifiable because"));
    for (Share share : attribution.shares()) {
      table.row(
          Cell.of(share.name()),
          share.hindrance() == null ? explained(share.share()) : Cell.of(Figures.ABSENT),
          Cell.of(Figures.oneDecimal(share.varianceInflation()), share.varianceInflation()),
          Cell.of(share.hindrance() == null ? Figures.ABSENT : share.hindrance()));
    }
    return table.row(
        Cell.of("together"),
        explained(attribution.rSquared()),
        Cell.of(Figures.ABSENT),
        Cell.of(Figures.ABSENT));
  }

  private static Cell explained(Estimate share) {
    return Cell.of(
        Figures.estimate(share, Figures::smallShare), share == null ? null : share.value());
  }
}
