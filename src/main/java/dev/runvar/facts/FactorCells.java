package dev.runvar.facts;

import dev.runvar.statistics.FactorialContrasts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The mean of a value at each combination of two-level factors, by seed.
 *
 * @param bySeed 2ᵏ means; bit i of the position says whether factor i has its second level
 */
public record FactorCells(SortedMap<Integer, double[]> bySeed) {

  /**
   * Returns the means over those settings of all other parameters at which a seed has every
   * combination, so that differences in other parameters never count as an effect.
   *
   * @param setting the parameters of a run, including the factors
   * @param value the value of a run; runs are left out if it is null or not finite
   */
  public static FactorCells of(
      List<RunStatistics> runs,
      List<DesignFactor> factors,
      Function<RunStatistics, Map<String, String>> setting,
      Function<RunStatistics, Double> value) {
    Map<Integer, Map<Map<String, String>, List<RunStatistics>>> alike =
        runs.stream()
            .filter(run -> value.apply(run) != null && Double.isFinite(value.apply(run)))
            .collect(
                Collectors.groupingBy(
                    RunStatistics::seed,
                    Collectors.groupingBy(run -> without(factors, setting.apply(run)))));
    SortedMap<Integer, double[]> bySeed = new TreeMap<>();
    alike.forEach(
        (seed, settings) -> {
          List<double[]> complete =
              settings.values().stream()
                  .map(these -> means(these, factors, setting, value))
                  .filter(cells -> DoubleStream.of(cells).noneMatch(Double::isNaN))
                  .toList();
          if (!complete.isEmpty()) {
            bySeed.put(seed, mean(complete));
          }
        });
    return new FactorCells(bySeed);
  }

  /** Returns the growth at both levels of a factor by seed, over otherwise equal runs. */
  public static FactorCells growth(DesignFactor factor, List<RunStatistics> runs) {
    return of(runs, List.of(factor), RunStatistics::levels, RunStatistics::acceleration);
  }

  /** Returns one effect per seed; bit i of {@code effect} says whether factor i is part of it. */
  public double[] effects(int effect) {
    return perSeed(cells -> FactorialContrasts.of(cells)[effect]);
  }

  /** Returns one mean per seed for a combination of levels. */
  public double[] at(int cell) {
    return perSeed(cells -> cells[cell]);
  }

  public double[] perSeed(ToDoubleFunction<double[]> value) {
    return bySeed.values().stream().mapToDouble(value).toArray();
  }

  /** Returns the index of a run's cell; −1 if the run has another level of a factor. */
  private static int cell(Map<String, String> setting, List<DesignFactor> factors) {
    int cell = 0;
    for (int i = 0; i < factors.size(); i++) {
      int level = factors.get(i).levels().indexOf(setting.get(factors.get(i).name()));
      if (level < 0 || level > 1) {
        return -1;
      }
      cell |= level << i;
    }
    return cell;
  }

  private static Map<String, String> without(
      List<DesignFactor> factors, Map<String, String> setting) {
    Map<String, String> rest = new HashMap<>(setting);
    factors.forEach(factor -> rest.remove(factor.name()));
    return rest;
  }

  /** Returns the mean of each cell; NaN for a cell without runs. */
  private static double[] means(
      List<RunStatistics> runs,
      List<DesignFactor> factors,
      Function<RunStatistics, Map<String, String>> setting,
      Function<RunStatistics, Double> value) {
    return IntStream.range(0, 1 << factors.size())
        .mapToDouble(
            cell ->
                runs.stream()
                    .filter(run -> cell(setting.apply(run), factors) == cell)
                    .mapToDouble(value::apply)
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }

  private static double[] mean(List<double[]> settings) {
    return IntStream.range(0, settings.get(0).length)
        .mapToDouble(cell -> SeedMean.mean(settings.stream().map(cells -> cells[cell]).toList()))
        .toArray();
  }
}
