package dev.runvar.report;

import dev.runvar.result.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Explains a growth by single cycles and by gauges of the program, in sentences. */
final class GrowthNotes {

  private static final int SHOWN_OUTLIERS = 3;
  private static final int SHOWN_GAUGES = 3;
  private static final double MOST = 0.5;
  private static final double SHOWN_SHARE = 0.005;

  private GrowthNotes() {}

  static List<String> of(Growth growth) {
    List<String> notes = new ArrayList<>();
    if (growth.period() != null) {
      notes.add(
          "A heavy cycle recurs every %d cycles; the first and the last fifth hold whole periods."
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
          "Cycles get faster at first. From the fastest part, number %d of %d, growth is %s."
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
            Numbers.significant(gauge.early()),
            Numbers.significant(gauge.late()),
            gauge.power() == 1 ? "unit" : "unit squared",
            Numbers.estimate(gauge.change(), Numbers::change),
            gauge.separable()
                ? ""
                : ". It moves with time only, so the cost of a unit is not identifiable");
  }

  /** Returns whether a part is large enough to be named in a sentence. */
  static boolean isShown(Growth.Part part) {
    return part.share() == null || Math.abs(part.share()) >= SHOWN_SHARE;
  }

  private static String heavy(Growth.Heavy heavy) {
    return "Heavy cycles take more than twice the median. They are %s of early and %s of late cycles and take %s and %s. Ordinary cycles contribute %s to the growth, the cost of heavy cycles %s, and their frequency %s."
        .formatted(
            Numbers.share(heavy.earlyShare()),
            Numbers.share(heavy.lateShare()),
            Numbers.nanos(heavy.earlyNanos()),
            Numbers.nanos(heavy.lateNanos()),
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
    return "%s far from the others noticeably change%s the growth of %s run%s: %s%s. Without %s, growth is %s."
        .formatted(
            Numbers.count(growth.outliers().size(), "cycle"),
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
            : ", %s of it on the processor".formatted(Numbers.share(outlier.processorShare()));
    return "seed %d, cycle %d took %s%s"
        .formatted(outlier.seed(), outlier.cycle(), Numbers.nanos(outlier.nanos()), processor);
  }

  private static String change(Growth.Change change) {
    return Numbers.growth(change.nanos(), change.interval());
  }
}
