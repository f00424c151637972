package dev.runvar.report;

import dev.runvar.report.text.TextTable;
import dev.runvar.result.Analysis.ExperimentResult;
import dev.runvar.result.Analysis.Growth;
import java.util.List;
import java.util.stream.Collectors;

/** What growing cycles are made of, as plain text. */
final class GrowthText {

  private static final double SHOWN_SHARE = 0.005;

  private GrowthText() {}

  /** Returns a line for each experiment whose growth is known; nothing without any. */
  static String of(List<ExperimentResult> experiments) {
    List<ExperimentResult> growing = experiments.stream().filter(e -> e.growth() != null).toList();
    if (growing.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append("\nWhat the growth of a cycle is made of (mean of the last fifth − the first)\n");
    TextTable table = new TextTable(3, "experiment", "growth", "made of");
    for (ExperimentResult e : growing) {
      table.row(
          e.label(), change(e.growth().totalNanos(), e.growth().interval()), parts(e.growth()));
    }
    text.append(table);
    overlays(text, growing);
    return text.toString();
  }

  private static void overlays(StringBuilder text, List<ExperimentResult> growing) {
    List<ExperimentResult> overlaid =
        growing.stream().filter(e -> !e.growth().overlays().isEmpty()).toList();
    if (!overlaid.isEmpty()) {
      text.append("  Measured across these parts, and not to be added to them:\n");
    }
    for (ExperimentResult e : overlaid) {
      text.append(
          e.growth().overlays().stream()
              .map(o -> o.name() + " " + change(o.nanos(), o.interval()))
              .collect(Collectors.joining(", ", "  " + e.label() + ": ", "\n")));
    }
  }

  static String change(double nanos, List<Double> interval) {
    return interval == null
        ? Figures.signedNanos(nanos)
        : "%s (%s to %s)"
            .formatted(
                Figures.signedNanos(nanos),
                Figures.signedNanos(interval.get(0)),
                Figures.signedNanos(interval.get(1)));
  }

  static boolean isShown(Growth.Part part) {
    return part.share() == null || Math.abs(part.share()) >= SHOWN_SHARE;
  }

  private static String parts(Growth growth) {
    return growth.parts().stream()
        .filter(GrowthText::isShown)
        .map(
            part ->
                "%s %s (%s)"
                    .formatted(
                        part.name(),
                        Figures.signedNanos(part.nanos()),
                        Figures.share(part.share())))
        .collect(Collectors.joining(", "));
  }
}
