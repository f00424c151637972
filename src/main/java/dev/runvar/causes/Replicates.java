package dev.runvar.causes;

import dev.runvar.facts.DoseSums;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The runs of one experiment, and the floor that effects are tested against. Runs with the same
 * seed are one replicate.
 */
final class Replicates {

  private final List<RunEffects> runs;
  private final double floor;

  /**
   * Replicates with a floor for effects.
   *
   * @param floor effects below this share of runtime do not count
   */
  Replicates(List<RunEffects> runs, double floor) {
    this.runs = List.copyOf(runs);
    this.floor = floor;
  }

  double floor() {
    return floor;
  }

  /** Returns the mean over runs for each seed that has a value, in the order of seeds. */
  double[] of(Figure figure) {
    return of(runs, figure);
  }

  /** Returns the mean over some runs for each seed, as {@link #of(Figure)} does. */
  static double[] of(List<RunEffects> runs, Figure figure) {
    return runs.stream()
        .filter(run -> isGiven(run, figure))
        .collect(
            Collectors.groupingBy(
                RunEffects::seed,
                TreeMap::new,
                Collectors.averagingDouble(run -> figure.of(run).orElseThrow())))
        .values()
        .stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** Returns the share of runs whose value matches, among those with a value; NaN without any. */
  double share(Figure figure, DoublePredicate kind) {
    double[] values = ofRuns(figure);
    return (double) Arrays.stream(values).filter(kind).count() / values.length;
  }

  /** Returns how many runs have the sums of a dose. */
  int doses(Function<RunEffects, Optional<DoseSums>> sums) {
    return (int) runs.stream().flatMap(run -> sums.apply(run).stream()).count();
  }

  /** Returns a dose over all runs that have its sums. */
  Optional<PooledDose> dose(
      Function<RunEffects, Optional<DoseSums>> sums,
      PooledDose.Besides besides,
      double testedAgainst) {
    List<PooledDose.OfRun> ofRuns =
        runs.stream()
            .flatMap(
                run -> sums.apply(run).map(own -> new PooledDose.OfRun(run.seed(), own)).stream())
            .toList();
    return PooledDose.of(ofRuns, besides, testedAgainst);
  }

  /** Returns whether a dose is identifiable in enough seeds for a verdict. */
  boolean isIdentifiable(Optional<PooledDose> dose) {
    return dose.filter(PooledDose::identifiable)
        .flatMap(PooledDose::test)
        .filter(test -> test.replicates() >= Math.min(Evidence.FEWEST_REPLICATES, seeds()))
        .isPresent();
  }

  double[] ofRuns(Figure figure) {
    return runs.stream()
        .filter(run -> isGiven(run, figure))
        .mapToDouble(run -> figure.of(run).orElseThrow())
        .toArray();
  }

  private static boolean isGiven(RunEffects run, Figure figure) {
    return figure.of(run).filter(Double::isFinite).isPresent();
  }

  /** Returns the median over runs; empty if no run has a value. */
  OptionalDouble median(Figure figure) {
    double[] values = ofRuns(figure);
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(new Median().evaluate(values));
  }

  /**
   * Returns whether enough seeds for a verdict and at least half of the runs have a value. In a
   * study with fewer seeds, all seeds must have one.
   */
  boolean isKnown(Figure figure) {
    return 2 * runsWith(figure) >= runs()
        && runsWith(figure) > 0
        && of(figure).length >= Math.min(Evidence.FEWEST_REPLICATES, seeds());
  }

  /** Returns why a dose cannot decide, if too few seeds have its statistics. */
  Optional<String> shortage(Optional<PooledDose> dose) {
    int tested = dose.flatMap(PooledDose::test).map(test -> test.replicates()).orElse(0);
    boolean isShort =
        dose.filter(PooledDose::identifiable).isPresent()
            && tested < Math.min(Evidence.FEWEST_REPLICATES, seeds());
    return isShort
        ? Optional.of(
            "only %d of %d seeds have the figure: a verdict needs %d"
                .formatted(tested, seeds(), Evidence.FEWEST_REPLICATES))
        : Optional.empty();
  }

  /** Returns the names that any of the runs has, in order. */
  SortedSet<String> names(Function<RunEffects, Set<String>> ofRun) {
    SortedSet<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(ofRun.apply(run)));
    return names;
  }

  boolean has(Figure figure) {
    return runsWith(figure) > 0;
  }

  /** Returns whether any run matches. */
  boolean any(Predicate<RunEffects> kind) {
    return runs.stream().anyMatch(kind);
  }

  /** Returns the number of runs that have a value. */
  int runsWith(Figure figure) {
    return (int) runs.stream().filter(run -> isGiven(run, figure)).count();
  }

  /** Returns the number of runs that match. */
  int count(Predicate<RunEffects> kind) {
    return (int) runs.stream().filter(kind).count();
  }

  /** Returns the number of runs. */
  int runs() {
    return runs.size();
  }

  /** Returns the number of different seeds. */
  int seeds() {
    return (int) runs.stream().mapToInt(RunEffects::seed).distinct().count();
  }

  /** Returns the number of cycles of the shortest run, 0 without any. */
  int fewestCycles() {
    return runs.stream().mapToInt(RunEffects::cycles).min().orElse(0);
  }
}
