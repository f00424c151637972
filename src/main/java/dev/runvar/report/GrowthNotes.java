package dev.runvar.report;

import dev.runvar.result.Analysis.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader of a growth has to know of single cycles, a sentence each. */
final class GrowthNotes {

  private static final int SHOWN_OUTLIERS = 3;
  private static final int SHOWN_GAUGES = 3;
  private static final double MOST = 0.5;

  private GrowthNotes() {}

  static List<String> of(Growth growth) {
    List<String> notes = new ArrayList<>();
    if (growth.period() != null) {
      notes.add(
          "A heavy cycle comes back every %d cycles: early and late parts hold whole periods."
              .formatted(growth.period()));
    }
    if (growth.heavy() != null) {
      notes.add(heavy(growth.heavy()));
    }
    if (!growth.outliers().isEmpty()) {
      notes.add(outliers(growth));
    }
    if (growth.trough() != null) {
      notes.add(
          "Cycles first get faster: from the fastest part, number %d of %d, growth is %s."
              .formatted(
                  growth.trough().window(),
                  growth.trough().windows(),
                  change(growth.trough().growth())));
    }
    growth.gauges().stream().limit(SHOWN_GAUGES).map(GrowthNotes::gauge).forEach(notes::add);
    return notes;
  }

  private static String gauge(Growth.Gauge gauge) {
    return "%s %s goes from %s to %s; time per %s of it changes by %s%s."
        .formatted(
            gauge.work() ? "The work" : "The gauge",
            gauge.name(),
            Figures.significant(gauge.early()),
            Figures.significant(gauge.late()),
            gauge.power() == 1 ? "unit" : "unit squared",
            Figures.estimate(gauge.change(), Figures::change),
            gauge.separable() ? "" : ". It only goes with time: what a unit costs cannot be told");
  }

  private static String heavy(Growth.Heavy heavy) {
    return "Heavy cycles, over twice the median, are %s of early and %s of late cycles and take %s and %s. Of the growth, ordinary cycles have %s, the cost of heavy ones %s, and their number %s."
        .formatted(
            Figures.smallShare(heavy.earlyShare()),
            Figures.smallShare(heavy.lateShare()),
            Figures.nanos(heavy.earlyNanos()),
            Figures.nanos(heavy.lateNanos()),
            change(heavy.ordinary()),
            change(heavy.cost()),
            change(heavy.frequency()));
  }

  private static String outliers(Growth growth) {
    String named =
        growth.outliers().stream()
            .limit(SHOWN_OUTLIERS)
            .map(GrowthNotes::outlier)
            .collect(Collectors.joining("; "));
    int more = growth.outliers().size() - SHOWN_OUTLIERS;
    boolean one = growth.outliers().size() == 1;
    return "%s far from the others change%s the growth of %s run noticeably%s: %s%s. Without %s, growth is %s."
        .formatted(
            Figures.count(growth.outliers().size(), "cycle"),
            one ? "s" : "",
            one ? "its" : "their",
            one ? "" : ", each alone",
            named,
            more > 0 ? "; and %d more".formatted(more) : "",
            one ? "it" : "them",
            change(growth.withoutOutliers()));
  }

  /** Returns whether most of the growth, or of what it would be without them, is outliers. */
  static boolean outliersDecide(Growth growth) {
    if (growth.withoutOutliers() == null) {
      return false;
    }
    double without = growth.withoutOutliers().nanos();
    double larger = Math.max(Math.abs(growth.totalNanos()), Math.abs(without));
    return Math.abs(growth.totalNanos() - without) > MOST * larger;
  }

  private static String outlier(Growth.Outlier outlier) {
    String processor =
        outlier.processorShare() == null
            ? ""
            : ", %s of it on the processor".formatted(Figures.smallShare(outlier.processorShare()));
    return "seed %d, cycle %d took %s%s"
        .formatted(outlier.seed(), outlier.cycle(), Figures.nanos(outlier.nanos()), processor);
  }

  private static String change(Growth.Change change) {
    return GrowthText.change(change.nanos(), change.interval());
  }
}
