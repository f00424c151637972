package dev.runvar.report;

import dev.runvar.result.Comparison.Equivalence;
import dev.runvar.result.VersionComparison;
import dev.runvar.result.VersionComparison.PartChange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The comparison of two versions, line by line. */
public final class VersionLines {

  private static final int MOST_PARTS = 5;

  private VersionLines() {}

  /** Returns the answer and what it rests on, as lines for a terminal. */
  public static String text(VersionComparison comparison) {
    return Stream.concat(Stream.of(comparison.text()), details(comparison).stream())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** Returns what the answer rests on. */
  public static List<String> details(VersionComparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "Compared",
            comparison.route().equals(VersionComparison.BY_SEEDS)
                ? "%s of the same treatment and seed, %s"
                    .formatted(
                        Numbers.count(comparison.pairs(), "pair"),
                        Numbers.count(comparison.seeds(), "seed"))
                : "%s that both have; their seeds do not match"
                    .formatted(Numbers.count(comparison.pairs(), "treatment"))));
    if (comparison.unit() == VersionComparison.Unit.RUN) {
      lines.add(line("Time", "of whole runs, as no cycles are marked"));
    }
    if (comparison.cyclesCompared() != null) {
      lines.add(
          line(
              "Cycles",
              "the first %d to %d, which both runs of a pair have"
                  .formatted(
                      comparison.cyclesCompared().fewest(), comparison.cyclesCompared().most())));
    }
    if (!comparison.parts().isEmpty()) {
      lines.add(line("Parts", parts(comparison.parts())));
    }
    if (!comparison.functions().isEmpty()) {
      lines.add(line("Functions", parts(comparison.functions())));
    }
    if (comparison.equivalence() != null) {
      lines.add(line("Results", results(comparison.equivalence(), comparison.pairs())));
    }
    comparison.warnings().forEach(warning -> lines.add(line("Mind", warning)));
    return lines;
  }

  private static String parts(List<PartChange> parts) {
    return parts.stream()
            .limit(MOST_PARTS)
            .map(
                part ->
                    "%s %s → %s%s"
                        .formatted(
                            part.name(),
                            Numbers.nanos(part.beforeNanos()),
                            Numbers.nanos(part.afterNanos()),
                            part.change().low() == null
                                ? ""
                                : " (%s)"
                                    .formatted(
                                        Numbers.interval(part.change(), Numbers::signedNanos)
                                            .strip())))
            .collect(Collectors.joining(", "))
        + " of a late cycle";
  }

  private static String results(Equivalence equivalence, int pairs) {
    if (equivalence.equalPairs() == pairs) {
      return "all %s took the same path".formatted(Numbers.count(pairs, "pair"));
    }
    return equivalence.outputs().isEmpty()
        ? "the program tells neither its path nor outputs, so nothing is known of them"
        : equivalence.reason();
  }

  private static String line(String name, String text) {
    return String.format("%-11s%s", name + ":", text);
  }
}
