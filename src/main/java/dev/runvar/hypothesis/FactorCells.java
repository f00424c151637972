package dev.runvar.hypothesis;

import dev.runvar.statistics.FactorialContrasts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The mean of a value at every combination of some factors of two levels, by seed.
 *
 * @param bySeed 2ᵏ means; bit i of the position says whether factor i has its second level
 */
record FactorCells(SortedMap<Integer, double[]> bySeed) {

  /**
   * Returns the means over those settings of everything else at which a seed has all combinations,
   * so that an effect is never one of what else differs.
   *
   * @param setting what a run was told, in which runs are alike but for the factors
   * @param value runs for which it is null or not finite are left out
   */
  static FactorCells of(
      List<RunFigures> runs,
      List<DesignFactor> factors,
      Function<RunFigures, Map<String, String>> setting,
      Function<RunFigures, Double> value) {
    Map<Integer, Map<Map<String, String>, List<List<Double>>>> cells = new TreeMap<>();
    for (RunFigures run : runs) {
      int cell = cell(setting.apply(run), factors);
      Double number = value.apply(run);
      if (cell >= 0 && number != null && Double.isFinite(number)) {
        Map<String, String> rest = new HashMap<>(setting.apply(run));
        factors.forEach(factor -> rest.remove(factor.name()));
        cells
            .computeIfAbsent(run.seed(), seed -> new HashMap<>())
            .computeIfAbsent(rest, key -> empty(1 << factors.size()))
            .get(cell)
            .add(number);
      }
    }
    SortedMap<Integer, double[]> bySeed = new TreeMap<>();
    cells.forEach(
        (seed, settings) -> {
          List<List<List<Double>>> complete =
              settings.values().stream()
                  .filter(all -> all.stream().noneMatch(List::isEmpty))
                  .toList();
          if (!complete.isEmpty()) {
            bySeed.put(seed, means(complete));
          }
        });
    return new FactorCells(bySeed);
  }

  /** Returns one effect a seed; bit i of {@code effect} says whether factor i is part of it. */
  double[] effects(int effect) {
    return perSeed(cells -> FactorialContrasts.of(cells)[effect]);
  }

  /** Returns one mean a seed of a combination of levels. */
  double[] at(int cell) {
    return perSeed(cells -> cells[cell]);
  }

  double[] perSeed(ToDoubleFunction<double[]> value) {
    return bySeed.values().stream().mapToDouble(value).toArray();
  }

  /** Returns the position of a run's cell, −1 when it has another level of a factor. */
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

  private static List<List<Double>> empty(int size) {
    List<List<Double>> cells = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      cells.add(new ArrayList<>());
    }
    return cells;
  }

  private static double[] means(List<List<List<Double>>> settings) {
    double[] means = new double[settings.get(0).size()];
    for (int i = 0; i < means.length; i++) {
      int cell = i;
      means[i] = SeedMean.mean(settings.stream().map(all -> SeedMean.mean(all.get(cell))).toList());
    }
    return means;
  }
}
