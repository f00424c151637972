package dev.runvar.report;

import dev.runvar.report.text.TextTable;
import dev.runvar.result.Attribution;
import dev.runvar.result.Attribution.Share;

/** What exposures explain of the runtime, as plain text. */
final class AttributionText {

  private AttributionText() {}

  static String of(Attribution attribution) {
    TextTable table = new TextTable(2, "exposure", "explains", "VIF");
    for (Share share : attribution.shares()) {
      table.row(share.name(), explains(share), Figures.oneDecimal(share.varianceInflation()));
    }
    table.row(
        "together", Figures.estimate(attribution.rSquared(), Figures::smallShare), Figures.ABSENT);
    return "\nWhat exposures explain of the runtime's variance beside the trend (LMG shares of R²)\n"
        + table
        + "  This describes and is no verdict: it credits a non-cause that correlates ρ with the"
        + " cause with ρ²/2.\n";
  }

  private static String explains(Share share) {
    return share.hindrance() == null
        ? Figures.estimate(share.share(), Figures::smallShare)
        : "not identifiable: " + share.hindrance();
  }
}
