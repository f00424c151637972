package dev.runvar.report;

import dev.runvar.report.Table.Cell;
import dev.runvar.result.Analysis;
import dev.runvar.result.Attribution;
import dev.runvar.result.Attribution.Share;
import dev.runvar.result.Estimate;

/** The shares of variance that exposures explain: a description that decides nothing. */
final class AttributionSection {

  private AttributionSection() {}

  static Section of(Analysis analysis) {
    Section section = new Section("attribution", "What exposures explain, as a description");
    return analysis.causes() == null || analysis.causes().attribution() == null
        ? section.nothing("No run has 100 cycles and an exposure that changes in them.")
        : section
            .say(
                "Shares of the R² of the detrended runtime (LMG), over seeds. This is a description, not a verdict: an exposure that is no cause but correlates ρ with the cause is credited with ρ²/2.")
            .table(table(analysis.causes().attribution()));
  }

  private static Table table(Attribution attribution) {
    Table table =
        new Table(
                "attribution-shares",
                "Shares of the detrended runtime's variance, with 95 % intervals")
            .texts("exposure")
            .numbers("explains", "VIF")
            .prose("not identifiable because");
    for (Share share : attribution.shares()) {
      table.row(
          Cell.of(share.name()),
          share.hindrance() == null ? explained(share.share()) : Cell.of(Numbers.ABSENT),
          Cell.of(Numbers.oneDecimal(share.varianceInflation()), share.varianceInflation()),
          Cell.of(share.hindrance()));
    }
    return table.row(
        Cell.of("together"),
        explained(attribution.rSquared()),
        Cell.of(Numbers.ABSENT),
        Cell.of(Numbers.ABSENT));
  }

  private static Cell explained(Estimate share) {
    return Cell.of(Numbers.estimate(share, Numbers::share), share == null ? null : share.value());
  }
}
