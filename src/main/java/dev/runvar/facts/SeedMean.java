package dev.runvar.facts;

import dev.runvar.statistics.MeanInterval;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;

/** Means over runs whose unit of replication is the seed. */
public final class SeedMean {

  private SeedMean() {}

  /**
   * Returns the mean over seeds of the mean over each seed's runs, without null values; null if
   * there is no value.
   */
  public static Double of(List<RunStatistics> runs, Function<RunStatistics, Double> value) {
    List<Double> means = bySeed(runs, value);
    return means.isEmpty() ? null : mean(means);
  }

  /** Returns the 95 % interval of that mean, low and high; null under two seeds. */
  public static List<Double> interval(
      List<RunStatistics> runs, Function<RunStatistics, Double> value) {
    double[] means = perSeed(runs, value);
    if (means.length < 2) {
      return null;
    }
    double mean = StatUtils.mean(means);
    MeanInterval interval =
        MeanInterval.of(mean, Math.sqrt(StatUtils.variance(means)), means.length);
    return List.of(interval.low(), interval.high());
  }

  /** Returns the mean over the runs of each seed that have a value. */
  public static double[] perSeed(List<RunStatistics> runs, Function<RunStatistics, Double> value) {
    return bySeed(runs, value).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Double> bySeed(
      List<RunStatistics> runs, Function<RunStatistics, Double> value) {
    return runs.stream()
        .filter(run -> value.apply(run) != null)
        .collect(
            Collectors.groupingBy(
                RunStatistics::seed, Collectors.mapping(value, Collectors.toList())))
        .values()
        .stream()
        .map(SeedMean::mean)
        .toList();
  }

  static double mean(Collection<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow(() -> new IllegalArgumentException("no values"));
  }
}
