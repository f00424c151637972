package dev.runvar.causes;

import dev.runvar.result.Growth;
import dev.runvar.result.Headline;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Remarks in a headline when there are too few seeds to generalize to further runs. */
final class WithinRuns {

  /** A cycle below this share of time on a processor was off the processor for most of its time. */
  private static final double HARDLY_RAN = 0.2;

  /** A smaller share of the growth is called little. */
  private static final double LITTLE = 0.1;

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3600;
  private static final double NANOS_PER_MILLI = 1e6;

  private WithinRuns() {}

  /** Returns sentences, each after a space; none if there are enough seeds. */
  static String remarks(Growth growth, Headline.Growth told, String grows) {
    if (growth.seeds() >= Evidence.FEWEST_REPLICATES) {
      return "";
    }
    List<String> remarks = new ArrayList<>();
    if (grows.equals(Headlines.YES) && !growth.steps().isEmpty()) {
      remarks.add(step(growth.steps()));
    }
    if (growth.runParts() != null && !grows.equals(Headlines.NO)) {
      remarks.addAll(parts(growth));
    }
    if (!growth.outliers().isEmpty()) {
      remarks.add(outlier(growth));
    } else if (!grows.equals(Headlines.NO) && isOfFewCycles(growth, told)) {
      remarks.add(
          "The median cycle takes %s longer: a few long cycles account for the rest."
              .formatted(percent(growth.medianShare())));
    }
    StringBuilder text = new StringBuilder();
    remarks.forEach(remark -> text.append(' ').append(remark));
    return text.toString();
  }

  private static String step(List<Growth.Step> steps) {
    Growth.Step first = steps.get(0);
    return "It comes in one step at cycle %d (%s), %s after the start%s%s."
        .formatted(
            first.cycle(),
            percent(first.share()),
            duration(first.afterNanos()),
            first.at() == null ? "" : ", at " + clock(first.at()),
            steps.size() == 1
                ? ""
                : "; so it does in %d other runs, at cycles of their own"
                    .formatted(steps.size() - 1));
  }

  private static List<String> parts(Growth growth) {
    List<String> remarks = new ArrayList<>();
    double between = growth.runParts().between().nanos() / growth.totalNanos();
    remarks.add(
        "The run has %d parts, which may do different things: %s of the growth lies between them."
            .formatted(
                growth.runParts().count(),
                between < LITTLE
                    ? "little"
                    : String.format(Locale.ROOT, "%.0f %%", 100 * between)));
    Growth.Step step = growth.runParts().step();
    if (step != null) {
      remarks.add(
          "Within a part, there is a step at cycle %d (%s)."
              .formatted(step.cycle(), percent(step.share())));
    }
    return remarks;
  }

  /** Returns whether the growth of the mean is more than twice that of the median. */
  private static boolean isOfFewCycles(Growth growth, Headline.Growth told) {
    return growth.medianShare() != null
        && told != null
        && told.share() > MoreWork.UNCHANGED
        && growth.medianShare() < told.share() / 2;
  }

  private static String clock(String at) {
    LocalDateTime time = LocalDateTime.parse(at);
    return "%s on %s"
        .formatted(time.toLocalTime().truncatedTo(ChronoUnit.MINUTES), time.toLocalDate());
  }

  private static String duration(double nanos) {
    double seconds = nanos / NANOS_PER_SECOND;
    if (seconds >= SECONDS_PER_HOUR) {
      return String.format(Locale.ROOT, "%.1f h", seconds / SECONDS_PER_HOUR);
    }
    return seconds >= 2 * SECONDS_PER_MINUTE
        ? String.format(Locale.ROOT, "%.0f min", seconds / SECONDS_PER_MINUTE)
        : time(nanos);
  }

  private static String outlier(Growth growth) {
    Growth.Outlier longest = growth.outliers().get(0);
    StringBuilder text = new StringBuilder();
    text.append("Cycle ").append(longest.cycle()).append(" took ").append(time(longest.nanos()));
    if (longest.processorShare() != null && longest.processorShare() < HARDLY_RAN) {
      text.append(
          String.format(
              Locale.ROOT,
              " with %.1f %% of a processor: the process did not run",
              100 * longest.processorShare()));
    }
    if (growth.withoutOutliers() != null) {
      int cycles = growth.outliers().size();
      text.append(
          "; without %s the growth is %s per cycle"
              .formatted(
                  cycles == 1 ? "it" : "the %d longest cycles".formatted(cycles),
                  signedTime(growth.withoutOutliers().nanos())));
    }
    return text.append('.').toString();
  }

  private static String signedTime(double nanos) {
    return (nanos < 0 ? "−" : "+") + time(Math.abs(nanos));
  }

  private static String time(double nanos) {
    if (nanos >= NANOS_PER_SECOND) {
      return String.format(Locale.ROOT, "%.3g s", nanos / NANOS_PER_SECOND);
    }
    return nanos >= NANOS_PER_MILLI
        ? String.format(Locale.ROOT, "%.3g ms", nanos / NANOS_PER_MILLI)
        : String.format(Locale.ROOT, "%.0f µs", nanos / 1000);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.0f %%", 100 * share).replace('-', '−');
  }
}
