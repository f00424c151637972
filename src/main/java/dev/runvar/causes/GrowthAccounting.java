package dev.runvar.causes;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.HeavyCycles;
import dev.runvar.facts.RunCourse;
import dev.runvar.facts.RunGrowth;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SeedMean;
import dev.runvar.result.Estimate;
import dev.runvar.result.Growth;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.Quantiles;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Splits the growth of a cycle into late − early of each phase and of the time outside the phases.
 *
 * <p>If some cycles or runs do not time their phases, the parts come from those that do. The
 * difference between their growth and that of all cycles is a separate part.
 */
final class GrowthAccounting {

  private static final String OUTSIDE = "outside the phases";
  private static final String OVERLAPPING = "not known: phases overlap";
  private static final String UNTIMED = "not known: cycles without phases";

  /** Rounding makes two sums of the same numbers differ by less than this share. */
  private static final double ROUNDING = 1e-9;

  private static final double CONFIDENCE = 0.95;
  private static final double NANOS_PER_MILLI = 1e6;

  private GrowthAccounting() {}

  /**
   * Returns the accounting over seeds, the largest part first; null when no run is long enough.
   *
   * @param effects of the timed runs, which complement their statistics
   * @param floor growth below this share of runtime does not count
   */
  static Growth of(List<RunStatistics> runs, List<RunEffects> effects, double floor) {
    List<RunStatistics> usable = runs.stream().filter(RunStatistics::hasEarlyAndLate).toList();
    if (usable.isEmpty()) {
      return null;
    }
    double total = SeedMean.of(usable, GrowthAccounting::growth);
    return new Growth(
        (int) usable.stream().mapToInt(RunStatistics::seed).distinct().count(),
        total,
        SeedMean.interval(usable, GrowthAccounting::growth),
        parts(usable, total, growths(effects).stream().anyMatch(g -> g.nested().overlap())),
        GrowthOverlays.of(effects),
        period(effects),
        outliers(effects),
        withoutOutliers(effects),
        heavy(effects),
        trough(effects, floor),
        GaugeAccounting.of(effects),
        within(usable, effects),
        steps(effects),
        medianShare(usable, effects),
        runParts(effects),
        memoryChange(effects));
  }

  /**
   * Returns the growth within these runs; null with enough seeds, or if a run has no error
   * estimate.
   */
  private static Growth.Within within(List<RunStatistics> usable, List<RunEffects> effects) {
    List<RunGrowth> growths = growths(effects);
    if (usable.stream().mapToInt(RunStatistics::seed).distinct().count()
            >= Evidence.FEWEST_REPLICATES
        || growths.isEmpty()
        || growths.stream().anyMatch(growth -> growth.withinOrNull() == null)) {
      return null;
    }
    double mean = 0;
    double squares = 0;
    for (RunGrowth growth : growths) {
      double halfWidth = growth.withinOrNull().halfWidth(CONFIDENCE);
      mean += growth.withinOrNull().logRatio() / growths.size();
      squares += halfWidth * halfWidth;
    }
    double half = Math.sqrt(squares) / growths.size();
    return new Growth.Within(
        growths.size(), Math.expm1(mean), Math.expm1(mean - half), Math.expm1(mean + half));
  }

  /** Returns the growth of the median cycle; null with enough seeds to generalize. */
  private static Double medianShare(List<RunStatistics> usable, List<RunEffects> effects) {
    return usable.stream().mapToInt(RunStatistics::seed).distinct().count()
                >= Evidence.FEWEST_REPLICATES
            || growths(effects).isEmpty()
        ? null
        : growths(effects).stream().mapToDouble(RunGrowth::medianShare).average().orElseThrow();
  }

  private static Growth.RunParts runParts(List<RunEffects> effects) {
    List<RunEffects> divided =
        effects.stream()
            .filter(run -> run.growth().map(RunGrowth::partsOrNull).isPresent())
            .toList();
    if (divided.isEmpty() || divided.size() < growths(effects).size()) {
      return null;
    }
    return new Growth.RunParts(
        divided.get(0).growth().orElseThrow().partsOrNull().count(),
        change(divided, growth -> growth.partsOrNull().betweenNanos()),
        divided.stream()
            .flatMap(
                run ->
                    Stream.ofNullable(run.growth().orElseThrow().partsOrNull().stepOrNull())
                        .map(step -> step(run, step)))
            .max(Comparator.comparing(Growth.Step::share))
            .orElse(null));
  }

  private static List<Growth.Step> steps(List<RunEffects> effects) {
    return effects.stream()
        .filter(run -> run.course().map(RunCourse::stepOrNull).isPresent())
        .limit(Growth.MOST_OUTLIERS)
        .map(run -> step(run, run.courseOrNull().stepOrNull()))
        .toList();
  }

  private static Growth.Step step(RunEffects run, RunCourse.Step step) {
    return new Growth.Step(
        run.runId(), run.seed(), step.cycle(), step.share(), step.afterNanos(), at(run, step));
  }

  /** Returns the local time of a run's step, null if the start of the run is not known. */
  private static String at(RunEffects run, RunCourse.Step step) {
    if (run.startedNanosOrNull() == null) {
      return null;
    }
    long millis = Math.round((run.startedNanosOrNull() + step.afterNanos()) / NANOS_PER_MILLI);
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault())
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }

  private static List<Growth.Part> parts(
      List<RunStatistics> usable, double total, boolean overlapping) {
    List<RunStatistics> timed = usable.stream().filter(GrowthAccounting::timesPhases).toList();
    List<Growth.Part> parts = new ArrayList<>();
    double known = 0;
    for (String phase : phasesOf(timed)) {
      Function<RunStatistics, Double> growth = run -> growth(run, phase);
      double nanos = SeedMean.of(timed, growth);
      known += nanos;
      parts.add(part(phase, nanos, total, SeedMean.interval(timed, growth)));
    }
    double untimed =
        total - (timed.isEmpty() ? 0 : SeedMean.of(timed, GrowthAccounting::growthOfTimed));
    boolean anyTimed = usable.stream().anyMatch(GrowthAccounting::timesSomePhases);
    if (anyTimed && Math.abs(untimed) > ROUNDING * SeedMean.of(usable, RunStatistics::lateNanos)) {
      known += untimed;
      parts.add(part(UNTIMED, untimed, total, untimedInterval(usable, timed)));
    }
    List<Double> outside =
        timed.isEmpty()
            ? SeedMean.interval(usable, GrowthAccounting::growth)
            : SeedMean.interval(timed, GrowthAccounting::outside);
    parts.sort(Comparator.comparingDouble((Growth.Part part) -> Math.abs(part.nanos())).reversed());
    // The last part is the remainder, so that the parts add up exactly.
    String left = overlapping && !anyTimed ? OVERLAPPING : OUTSIDE;
    parts.add(part(left, total - known, total, outside));
    return parts;
  }

  /**
   * Returns the interval; null if some runs time no phases, because then the difference is between
   * runs.
   */
  private static List<Double> untimedInterval(
      List<RunStatistics> usable, List<RunStatistics> timed) {
    return timed.size() < usable.size()
        ? null
        : SeedMean.interval(timed, run -> growth(run) - growthOfTimed(run));
  }

  private static Growth.Part part(String name, double nanos, double total, List<Double> interval) {
    return new Growth.Part(name, nanos, total == 0 ? null : nanos / total, interval);
  }

  private static double growth(RunStatistics run) {
    return run.lateNanos() - run.earlyNanos();
  }

  private static double growth(RunStatistics run, String phase) {
    return run.latePhases().of(phase) - run.earlyPhases().of(phase);
  }

  /** Returns the growth of those cycles that time their phases. */
  private static double growthOfTimed(RunStatistics run) {
    return run.latePhases().wallNanos() - run.earlyPhases().wallNanos();
  }

  private static double outside(RunStatistics run) {
    return growthOfTimed(run)
        - phasesOf(List.of(run)).stream().mapToDouble(phase -> growth(run, phase)).sum();
  }

  private static boolean timesSomePhases(RunStatistics run) {
    return run.earlyPhases() != null || run.latePhases() != null;
  }

  /** Returns whether both early and late cycles time their phases. */
  private static boolean timesPhases(RunStatistics run) {
    return run.earlyPhases() != null && run.latePhases() != null;
  }

  private static Set<String> phasesOf(List<RunStatistics> runs) {
    Set<String> phases = new TreeSet<>();
    for (RunStatistics run : runs) {
      phases.addAll(run.earlyPhases().nanos().keySet());
      phases.addAll(run.latePhases().nanos().keySet());
    }
    return phases;
  }

  private static List<RunGrowth> growths(List<RunEffects> effects) {
    return effects.stream().flatMap(run -> run.growth().stream()).toList();
  }

  /** Returns the period of heavy cycles that most runs have, null for none. */
  private static Integer period(List<RunEffects> effects) {
    double median =
        Quantiles.of(growths(effects).stream().mapToDouble(RunGrowth::period).toArray(), 0.5);
    return median > 1 ? (int) median : null;
  }

  private static List<Growth.Outlier> outliers(List<RunEffects> effects) {
    return effects.stream()
        .flatMap(
            run ->
                run.growth().stream()
                    .flatMap(growth -> growth.outliers().stream())
                    .map(
                        o ->
                            new Growth.Outlier(
                                run.runId(), run.seed(), o.cycle(), o.nanos(), o.processorShare())))
        .sorted(Comparator.comparing(Growth.Outlier::nanos).reversed())
        .limit(Growth.MOST_OUTLIERS)
        .toList();
  }

  /** Returns the growth without outliers; null if there are none. */
  private static Growth.Change withoutOutliers(List<RunEffects> effects) {
    return outliers(effects).isEmpty() ? null : change(effects, RunGrowth::withoutOutliers);
  }

  private static Growth.Change change(List<RunEffects> effects, ToDoubleFunction<RunGrowth> nanos) {
    Estimate mean = Estimates.mean(perSeed(effects, nanos));
    return mean == null ? null : new Growth.Change(mean.value(), mean.interval());
  }

  /** Returns the split by heavy cycles; null unless most runs have them both early and late. */
  private static Growth.Heavy heavy(List<RunEffects> effects) {
    List<RunEffects> those =
        effects.stream()
            .filter(run -> run.growth().map(RunGrowth::heavyOrNull).isPresent())
            .toList();
    if (those.isEmpty() || 2 * those.size() <= growths(effects).size()) {
      return null;
    }
    return new Growth.Heavy(
        mean(those, HeavyCycles::earlyShare),
        mean(those, HeavyCycles::lateShare),
        mean(those, HeavyCycles::earlyNanos),
        mean(those, HeavyCycles::lateNanos),
        change(those, growth -> growth.heavyOrNull().ordinaryGrowthNanos()),
        change(those, growth -> growth.heavyOrNull().costGrowthNanos()),
        change(those, growth -> growth.heavyOrNull().frequencyGrowthNanos()));
  }

  private static double mean(List<RunEffects> runs, ToDoubleFunction<HeavyCycles> figure) {
    return change(runs, growth -> figure.applyAsDouble(growth.heavyOrNull())).nanos();
  }

  /**
   * Returns the growth since the fastest of five windows, if cycles first get faster by more than
   * the floor and beyond chance; null otherwise.
   */
  private static Growth.Trough trough(List<RunEffects> effects, double floor) {
    List<RunGrowth> growths = growths(effects);
    if (growths.isEmpty()) {
      return null;
    }
    int windows = growths.get(0).windows().size();
    int fastest =
        IntStream.range(0, windows)
            .boxed()
            .min(Comparator.comparing(window -> meanOf(growths, window)))
            .orElseThrow();
    if (fastest == 0 || fastest == windows - 1) {
      return null;
    }
    double[] falls =
        perSeed(effects, g -> (g.windows().get(0) - g.windows().get(fastest)) / g.windows().get(0));
    boolean getsFaster = falls.length > 1 && FlooredTTest.of(falls, floor).effect().low() > floor;
    Growth.Change rise =
        change(effects, g -> g.windows().get(windows - 1) - g.windows().get(fastest));
    return getsFaster ? new Growth.Trough(fastest + 1, windows, rise) : null;
  }

  static double[] perSeed(List<RunEffects> effects, ToDoubleFunction<RunGrowth> figure) {
    return Replicates.of(effects, run -> run.growth().map(figure::applyAsDouble));
  }

  private static double meanOf(Collection<RunGrowth> growths, int window) {
    return growths.stream().mapToDouble(g -> g.windows().get(window)).average().orElseThrow();
  }

  private static Double memoryChange(List<RunEffects> effects) {
    Estimate mean = Estimates.mean(GrowthOverlays.memory(effects));
    return mean == null ? null : mean.value();
  }
}
