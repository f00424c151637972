package dev.runvar.comparison;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.PhaseMeans;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SeedMean;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Change;
import dev.runvar.result.Comparison.Growth;
import dev.runvar.result.Estimate;
import dev.runvar.result.VersionComparison;
import dev.runvar.result.VersionComparison.PartChange;
import dev.runvar.result.VersionComparison.Unit;
import dev.runvar.statistics.MeanInterval;
import dev.runvar.statistics.WelchDifference;
import dev.runvar.statistics.WelchDifference.Stratum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Compares two versions of a program: by seeds where both have run the same ones, else by
 * treatments.
 */
public final class Versions {

  private static final double CONFIDENCE = 0.95;

  /** Two one-sided tests at 5 % are an interval of 90 %. */
  private static final double EQUIVALENCE = 0.9;

  private static final double UNEQUAL_CPU_POINTS = 5;
  private static final double MILLIS_PER_HOUR = 3.6e6;
  private static final double HOURS_PER_DAY = 24;

  private Versions() {}

  /**
   * Returns what became of the first version.
   *
   * @param unit what the statistics of a run are over
   * @param delta a ratio of runtimes that differs from 1 by less than this is no difference
   */
  public static VersionComparison of(
      VersionRuns before, VersionRuns after, Unit unit, double delta) {
    MatchedRuns matched = MatchedRuns.of(before.runs(), after.runs());
    return matched.seeds() > 0
        ? bySeeds(before, after, matched, unit, delta)
        : byTreatments(before, after, unit, delta);
  }

  private static VersionComparison bySeeds(
      VersionRuns before, VersionRuns after, MatchedRuns matched, Unit unit, double delta) {
    double[] logarithms =
        DoubleStream.of(matched.logRatios(RunStatistics::meanNanos)).map(log -> -log).toArray();
    Comparison.SpeedChange speed = SpeedComparison.of(logarithms, delta);
    Growth growth = matched.growth();
    Estimate speedup = Estimates.ratio(logarithms);
    return comparison(
        before,
        after,
        speed.change(),
        VersionComparison.BY_SEEDS,
        matched.seeds(),
        matched.pairs().size(),
        matched.compared(),
        delta,
        unit,
        speedup,
        growth.unoptimized() == null ? null : growth,
        partsBySeeds(matched),
        OutputEquivalence.of(matched));
  }

  private static VersionComparison byTreatments(
      VersionRuns before, VersionRuns after, Unit unit, double delta) {
    Treatments treatments = Treatments.of(before.runs(), after.runs());
    Map<Object, List<RunStatistics>> first = treatments.first();
    Map<Object, List<RunStatistics>> second = treatments.second();
    List<Object> both = treatments.both();
    List<RunStatistics> ofFirst = both.stream().flatMap(t -> first.get(t).stream()).toList();
    List<RunStatistics> ofSecond = both.stream().flatMap(t -> second.get(t).stream()).toList();
    int fewest =
        both.stream()
            .mapToInt(t -> Math.min(seeds(first.get(t)), seeds(second.get(t))))
            .min()
            .orElse(0);
    Estimate speedup = null;
    Change change = Change.NOT_MEASURABLE;
    if (fewest >= 2) {
      WelchDifference logarithm =
          WelchDifference.of(
              both.stream()
                  .map(t -> stratum(first.get(t), second.get(t), run -> Math.log(run.meanNanos())))
                  .toList());
      speedup = speedup(logarithm.interval(CONFIDENCE), fewest);
      Estimate equivalence = speedup(logarithm.interval(EQUIVALENCE), fewest);
      double margin = 1 + delta;
      change =
          SpeedComparison.change(
              speedup, equivalence.low() >= 1 / margin && equivalence.high() <= margin, margin);
    } else if (fewest == 1) {
      double ratio =
          SeedMean.of(ofFirst, RunStatistics::meanNanos)
              / SeedMean.of(ofSecond, RunStatistics::meanNanos);
      speedup = new Estimate(ratio, null, null, 1);
    }
    return comparison(
        before,
        after,
        change,
        VersionComparison.BY_TREATMENTS,
        fewest,
        both.size(),
        null,
        delta,
        unit,
        speedup,
        fewest == 0 ? null : growthByTreatments(ofFirst, ofSecond),
        fewest == 0 ? List.of() : partsByTreatments(ofFirst, ofSecond),
        null);
  }

  /** The runs of both versions by treatment, as close as both have any in common. */
  private record Treatments(
      Map<Object, List<RunStatistics>> first, Map<Object, List<RunStatistics>> second) {

    private static final List<Function<RunStatistics, Object>> KINDS =
        List.of(
            run -> List.of(run.experiment(), run.parameters()),
            RunStatistics::parameters,
            Treatments::withoutVariant);

    static Treatments of(List<RunStatistics> before, List<RunStatistics> after) {
      return KINDS.stream()
          .map(kind -> new Treatments(grouped(before, kind), grouped(after, kind)))
          .filter(treatments -> !treatments.both().isEmpty())
          .findFirst()
          .orElse(new Treatments(Map.of(), Map.of()));
    }

    List<Object> both() {
      return first.keySet().stream().filter(second::containsKey).toList();
    }

    private static Map<Object, List<RunStatistics>> grouped(
        List<RunStatistics> runs, Function<RunStatistics, Object> kind) {
      return runs.stream().collect(Collectors.groupingBy(kind));
    }

    /** The variant says which version it is, and is no parameter of the work. */
    private static Object withoutVariant(RunStatistics run) {
      Map<String, String> parameters = new TreeMap<>(run.parameters());
      parameters.remove("variant");
      return parameters;
    }
  }

  private static int seeds(List<RunStatistics> runs) {
    return (int) runs.stream().map(RunStatistics::seed).distinct().count();
  }

  private static Stratum stratum(
      List<RunStatistics> first,
      List<RunStatistics> second,
      Function<RunStatistics, Double> value) {
    return new Stratum(perSeed(first, value), perSeed(second, value));
  }

  private static List<Double> perSeed(
      List<RunStatistics> runs, Function<RunStatistics, Double> value) {
    return DoubleStream.of(SeedMean.perSeed(runs, value)).boxed().toList();
  }

  /** Before by after: the sign of the logarithms' difference turns, and with it its ends. */
  private static Estimate speedup(MeanInterval difference, int seeds) {
    return new Estimate(
        Math.exp(-difference.mean()),
        Math.exp(-difference.high()),
        Math.exp(-difference.low()),
        seeds);
  }

  private static Growth growthByTreatments(List<RunStatistics> first, List<RunStatistics> second) {
    Estimate before = Estimates.mean(SeedMean.perSeed(first, RunStatistics::acceleration));
    Estimate after = Estimates.mean(SeedMean.perSeed(second, RunStatistics::acceleration));
    if (before == null || after == null) {
      return null;
    }
    if (before.seeds() < 2 || after.seeds() < 2) {
      return new Growth(before, after, new Estimate(after.value() - before.value(), null, null, 1));
    }
    MeanInterval difference =
        WelchDifference.of(List.of(stratum(first, second, RunStatistics::acceleration)))
            .interval(CONFIDENCE);
    return new Growth(
        before, after, Estimates.of(difference, Math.min(before.seeds(), after.seeds())));
  }

  private static List<PartChange> partsBySeeds(MatchedRuns matched) {
    return parts(
        matched.all().toList(),
        phase -> {
          Function<RunStatistics, Double> late = run -> late(run, phase);
          double[] before = matched.unoptimized(late);
          double[] after = matched.optimized(late);
          if (before.length == 0) {
            return null;
          }
          return new PartChange(
              phase,
              DoubleStream.of(before).average().orElseThrow(),
              DoubleStream.of(after).average().orElseThrow(),
              Estimates.mean(matched.differences(late)));
        });
  }

  private static List<PartChange> partsByTreatments(
      List<RunStatistics> first, List<RunStatistics> second) {
    List<RunStatistics> all = new ArrayList<>(first);
    all.addAll(second);
    return parts(
        all,
        phase -> {
          Double before = SeedMean.of(first, run -> late(run, phase));
          Double after = SeedMean.of(second, run -> late(run, phase));
          return before == null || after == null
              ? null
              : new PartChange(phase, before, after, new Estimate(after - before, null, null, 1));
        });
  }

  private static List<PartChange> parts(
      List<RunStatistics> runs, Function<String, PartChange> change) {
    TreeSet<String> phases = new TreeSet<>();
    for (RunStatistics run : runs) {
      if (run.latePhases() != null) {
        phases.addAll(run.latePhases().nanos().keySet());
      }
    }
    return phases.stream()
        .map(change)
        .filter(part -> part != null)
        .sorted(
            Comparator.comparingDouble((PartChange part) -> Math.abs(part.change().value()))
                .reversed())
        .toList();
  }

  private static Double late(RunStatistics run, String phase) {
    PhaseMeans late = run.latePhases();
    return late == null ? null : late.of(phase);
  }

  private static VersionComparison comparison(
      VersionRuns before,
      VersionRuns after,
      Change change,
      String route,
      int seeds,
      int pairs,
      Comparison.ComparedCycles cycles,
      double delta,
      Unit unit,
      Estimate speedup,
      Growth growth,
      List<PartChange> parts,
      Comparison.Equivalence equivalence) {
    return new VersionComparison(
        VersionSentence.of(before.name(), after.name(), change, route, delta, speedup, growth),
        before.name(),
        after.name(),
        change,
        route,
        seeds,
        pairs,
        cycles,
        delta,
        unit,
        speedup,
        growth,
        parts,
        List.of(),
        equivalence,
        warnings(before, after));
  }

  private static List<String> warnings(VersionRuns before, VersionRuns after) {
    List<String> warnings = new ArrayList<>();
    VersionRuns.Host first = before.host();
    VersionRuns.Host second = after.host();
    if (!first.names().isEmpty()
        && !second.names().isEmpty()
        && !first.names().equals(second.names())) {
      warnings.add(
          "The hosts differ: %s, and %s. Run both on the same one."
              .formatted(
                  String.join(", ", new TreeSet<>(first.names())),
                  String.join(", ", new TreeSet<>(second.names()))));
    }
    if (first.cpuPercent() != null
        && second.cpuPercent() != null
        && Math.abs(first.cpuPercent() - second.cpuPercent()) > UNEQUAL_CPU_POINTS) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The host was not equally busy: its processors were used to %.0f %% while %s ran, and to %.0f %% while %s did.",
              first.cpuPercent(),
              before.name(),
              second.cpuPercent(),
              after.name()));
    }
    if (first.endedUnixMillis() != null && second.startedUnixMillis() != null) {
      double apart =
          Math.max(
                  second.startedUnixMillis() - first.endedUnixMillis(),
                  first.startedUnixMillis() - second.endedUnixMillis())
              / MILLIS_PER_HOUR;
      if (apart > 1) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "The two were measured %s apart: the host may have changed since.",
                apart < 2 * HOURS_PER_DAY
                    ? String.format(Locale.ROOT, "%.0f hours", apart)
                    : String.format(Locale.ROOT, "%.0f days", apart / HOURS_PER_DAY)));
      }
    }
    return warnings;
  }
}
