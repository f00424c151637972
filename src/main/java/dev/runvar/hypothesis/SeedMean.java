package dev.runvar.hypothesis;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Means over runs whose unit of replication is the seed. */
final class SeedMean {

  private SeedMean() {}

  /**
   * Returns the mean over seeds of the mean over each seed's runs, leaving null values out; null
   * when nothing is left.
   */
  static Double of(List<RunFigures> runs, Function<RunFigures, Double> value) {
    Map<Integer, List<Double>> bySeed =
        runs.stream()
            .filter(run -> value.apply(run) != null)
            .collect(
                Collectors.groupingBy(
                    RunFigures::seed, Collectors.mapping(value, Collectors.toList())));
    return bySeed.isEmpty() ? null : mean(bySeed.values().stream().map(SeedMean::mean).toList());
  }

  static double mean(Collection<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow(() -> new IllegalArgumentException("no values"));
  }
}
