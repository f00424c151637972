package dev.runvar.causes;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.GaugeGrowth;
import dev.runvar.result.Estimate;
import dev.runvar.result.Growth;
import dev.runvar.statistics.Quantiles;
import dev.runvar.statistics.WindowChange;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Changes of the program's gauges over runs, and of the cycle time per unit of a gauge. */
final class GaugeAccounting {

  private static final double CONFIDENCE = 0.95;
  private static final double LEAST_CHANGE = 0.05;
  private static final int MOST_GAUGES = 10;

  private GaugeAccounting() {}

  /**
   * Returns the gauges that change: work first, then those with the smallest change of the time per
   * unit.
   */
  static List<Growth.Gauge> of(List<RunEffects> effects) {
    return effects.stream()
        .flatMap(run -> run.growth().stream())
        .flatMap(growth -> growth.gauges().keySet().stream())
        .distinct()
        .sorted()
        .map(name -> gauge(name, effects))
        .filter(gauge -> Math.abs(gauge.late() / gauge.early() - 1) > LEAST_CHANGE)
        .sorted(
            Comparator.comparing((Growth.Gauge gauge) -> !gauge.work())
                .thenComparing(gauge -> Math.abs(gauge.change().value())))
        .limit(MOST_GAUGES)
        .toList();
  }

  private static Growth.Gauge gauge(String name, List<RunEffects> effects) {
    List<RunEffects> those =
        effects.stream()
            .filter(run -> run.growth().filter(g -> g.gauges().containsKey(name)).isPresent())
            .toList();
    Estimate perUnit = gauge(name, those, GaugeGrowth::perUnitChange);
    Estimate perSquare = gauge(name, those, GaugeGrowth::perSquareChange);
    if (perUnit.seeds() < Evidence.FEWEST_REPLICATES) {
      perUnit = perUnitWithinRuns(perUnit, name, those);
    }
    boolean square = Math.abs(perSquare.value()) < Math.abs(perUnit.value());
    double tolerance =
        Quantiles.of(
            those.stream()
                .mapToDouble(run -> run.growthOrNull().gauges().get(name).tolerance())
                .toArray(),
            0.5);
    return new Growth.Gauge(
        name,
        those.get(0).growthOrNull().gauges().get(name).work(),
        gauge(name, those, GaugeGrowth::early).value(),
        gauge(name, those, GaugeGrowth::late).value(),
        tolerance >= PooledDose.IDENTIFIABLE,
        square ? 2 : 1,
        square ? perSquare : perUnit);
  }

  /**
   * Returns the change with its interval within these runs; without an interval if a run has none.
   */
  private static Estimate perUnitWithinRuns(Estimate change, String name, List<RunEffects> those) {
    double squares = 0;
    for (RunEffects run : those) {
      WindowChange within = run.growthOrNull().gauges().get(name).perUnitOrNull();
      if (within == null) {
        return new Estimate(change.value(), null, null, change.seeds());
      }
      squares += within.halfWidth(CONFIDENCE) * within.halfWidth(CONFIDENCE);
    }
    double half = Math.sqrt(squares) / those.size();
    double logarithm = Math.log1p(change.value());
    return new Estimate(
        change.value(), Math.expm1(logarithm - half), Math.expm1(logarithm + half), change.seeds());
  }

  private static Estimate gauge(
      String name, List<RunEffects> those, ToDoubleFunction<GaugeGrowth> figure) {
    return Estimates.mean(
        GrowthAccounting.perSeed(those, growth -> figure.applyAsDouble(growth.gauges().get(name))));
  }
}
