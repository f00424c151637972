package dev.runvar.comparison;

import dev.runvar.facts.Estimates;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SeedMean;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.ComparedCycles;
import dev.runvar.result.Comparison.Growth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pairs of unoptimized and optimized runs with equal parameters and seeds, by seed. Runs of unequal
 * length are compared over the cycles that all runs of their pair have.
 */
record MatchedRuns(SortedMap<Integer, List<Pair>> bySeed) {

  /** Returns why nothing can be said of pairs of too few seeds. */
  static String tooFew() {
    return "fewer than %d seeds have matched runs".formatted(Comparison.LEAST_SEEDS);
  }

  /**
   * The runs of one treatment and seed, of each kind at least one.
   *
   * @param mostCycles of its longest run
   */
  record Pair(List<RunStatistics> unoptimized, List<RunStatistics> optimized, long mostCycles) {

    Pair {
      unoptimized = List.copyOf(unoptimized);
      optimized = List.copyOf(optimized);
    }

    static Pair of(List<RunStatistics> unoptimized, List<RunStatistics> optimized) {
      return new Pair(
          unoptimized.stream().map(RunStatistics::overCommonCycles).toList(),
          optimized.stream().map(RunStatistics::overCommonCycles).toList(),
          Stream.concat(unoptimized.stream(), optimized.stream())
              .mapToLong(RunStatistics::cycles)
              .max()
              .orElseThrow());
    }

    long comparedCycles() {
      return Stream.concat(unoptimized.stream(), optimized.stream())
          .mapToLong(RunStatistics::cycles)
          .min()
          .orElseThrow();
    }

    /** Returns whether all runs have told their trajectory, and it is the same. */
    boolean samePath() {
      List<String> paths =
          Stream.concat(unoptimized.stream(), optimized.stream())
              .map(RunStatistics::trajectory)
              .distinct()
              .toList();
      return paths.size() == 1 && paths.get(0) != null;
    }
  }

  MatchedRuns {
    bySeed = Collections.unmodifiableSortedMap(new TreeMap<>(bySeed));
  }

  static MatchedRuns of(List<RunStatistics> unoptimized, List<RunStatistics> optimized) {
    Map<String, List<RunStatistics>> partners =
        optimized.stream().collect(Collectors.groupingBy(RunStatistics::matchId));
    Map<String, List<RunStatistics>> matched =
        unoptimized.stream()
            .filter(run -> partners.containsKey(run.matchId()))
            .collect(
                Collectors.groupingBy(RunStatistics::matchId, TreeMap::new, Collectors.toList()));
    SortedMap<Integer, List<Pair>> bySeed = new TreeMap<>();
    matched.forEach(
        (match, runs) ->
            bySeed
                .computeIfAbsent(runs.get(0).seed(), seed -> new ArrayList<>())
                .add(Pair.of(runs, partners.get(match))));
    return new MatchedRuns(bySeed);
  }

  int seeds() {
    return bySeed.size();
  }

  List<Pair> pairs() {
    return bySeed.values().stream().flatMap(Collection::stream).toList();
  }

  /** Returns all matched runs. */
  Stream<RunStatistics> all() {
    return pairs().stream()
        .flatMap(pair -> Stream.concat(pair.unoptimized().stream(), pair.optimized().stream()));
  }

  /** Returns how many cycles are compared, null where all runs are compared as a whole. */
  ComparedCycles compared() {
    List<Pair> unequal =
        pairs().stream().filter(pair -> pair.comparedCycles() < pair.mostCycles()).toList();
    return unequal.isEmpty()
        ? null
        : new ComparedCycles(
            unequal.size(),
            unequal.stream().mapToLong(Pair::comparedCycles).min().orElseThrow(),
            unequal.stream().mapToLong(Pair::comparedCycles).max().orElseThrow(),
            unequal.stream().mapToLong(Pair::mostCycles).max().orElseThrow());
  }

  /**
   * Returns for each seed the mean over treatments of ln(optimized / unoptimized); pairs without
   * positive values of both are left out.
   */
  double[] logRatios(Function<RunStatistics, Double> value) {
    return means(
        pair -> positive(pair.unoptimized(), value) && positive(pair.optimized(), value),
        pair -> Math.log(mean(pair.optimized(), value) / mean(pair.unoptimized(), value)));
  }

  /** Returns for each seed the mean over treatments of a value of the unoptimized runs. */
  double[] unoptimized(Function<RunStatistics, Double> value) {
    return means(pair -> present(pair, value), pair -> mean(pair.unoptimized(), value));
  }

  /** Returns the same of the optimized runs, over the same treatments and seeds. */
  double[] optimized(Function<RunStatistics, Double> value) {
    return means(pair -> present(pair, value), pair -> mean(pair.optimized(), value));
  }

  /** Returns for each seed by how much a value of the optimized runs is larger. */
  double[] differences(Function<RunStatistics, Double> value) {
    double[] before = unoptimized(value);
    double[] after = optimized(value);
    double[] differences = new double[after.length];
    Arrays.setAll(differences, seed -> after[seed] - before[seed]);
    return differences;
  }

  /** Returns the growth of both kinds, with estimates that are null where no run has any. */
  Growth growth() {
    return new Growth(
        Estimates.mean(unoptimized(RunStatistics::acceleration)),
        Estimates.mean(optimized(RunStatistics::acceleration)),
        Estimates.mean(differences(RunStatistics::acceleration)));
  }

  private double[] means(Predicate<Pair> usable, ToDoubleFunction<Pair> value) {
    return bySeed.values().stream()
        .map(pairs -> pairs.stream().filter(usable).mapToDouble(value).average())
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .toArray();
  }

  private static boolean present(Pair pair, Function<RunStatistics, Double> value) {
    return mean(pair.unoptimized(), value) != null && mean(pair.optimized(), value) != null;
  }

  private static boolean positive(List<RunStatistics> runs, Function<RunStatistics, Double> value) {
    Double mean = mean(runs, value);
    return mean != null && mean > 0;
  }

  /** All runs of a pair have the same seed. */
  private static Double mean(List<RunStatistics> runs, Function<RunStatistics, Double> value) {
    return SeedMean.of(runs, value);
  }
}
