package dev.runvar.causes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The runs of one experiment, of which those with the same seed are one replicate, and the floor
 * that their effects are tested against.
 */
final class Replicates {

  private final List<RunEffects> runs;
  private final double floor;

  /**
   * Replicates of which effects below a share of runtime do not count.
   *
   * @param floor that share
   */
  Replicates(List<RunEffects> runs, double floor) {
    this.runs = List.copyOf(runs);
    this.floor = floor;
  }

  double floor() {
    return floor;
  }

  /** Returns the mean over runs for each seed, in the order of seeds; those with a value only. */
  double[] of(String name) {
    return of(runs, name);
  }

  /** Returns the mean over some runs for each seed, as {@link #of(String)} does. */
  static double[] of(List<RunEffects> runs, String name) {
    return runs.stream()
        .filter(run -> run.values().containsKey(name))
        .collect(
            Collectors.groupingBy(
                RunEffects::seed,
                TreeMap::new,
                Collectors.averagingDouble(run -> run.values().get(name))))
        .values()
        .stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** Returns the share of the runs with a value in which it is of a kind; NaN without any. */
  double share(String name, DoublePredicate kind) {
    double[] values = ofRuns(name);
    return (double) Arrays.stream(values).filter(kind).count() / values.length;
  }

  /** Returns how many runs have the sums of a dose. */
  int doses(String name) {
    return (int) runs.stream().filter(run -> run.doses().containsKey(name)).count();
  }

  /** Returns a dose over all runs that have its sums. */
  Optional<PooledDose> dose(String name, PooledDose.Besides besides, double testedAgainst) {
    List<PooledDose.OfRun> sums =
        runs.stream()
            .filter(run -> run.doses().containsKey(name))
            .map(run -> new PooledDose.OfRun(run.seed(), run.doses().get(name)))
            .toList();
    return PooledDose.of(sums, besides, testedAgainst);
  }

  /** Returns whether a dose can be told from all else, in seeds enough for a verdict. */
  boolean isIdentifiable(Optional<PooledDose> dose) {
    return dose.filter(PooledDose::identifiable)
        .flatMap(PooledDose::test)
        .filter(test -> test.replicates() >= Math.min(Evidence.FEWEST_REPLICATES, seeds()))
        .isPresent();
  }

  double[] ofRuns(String name) {
    return runs.stream()
        .filter(run -> run.values().containsKey(name))
        .mapToDouble(run -> run.values().get(name))
        .toArray();
  }

  /** Returns the median over runs, nothing when none has a value. */
  OptionalDouble median(String name) {
    double[] values = ofRuns(name);
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(new Median().evaluate(values));
  }

  /**
   * Returns whether seeds enough for a verdict have a value, and at least half of the runs; in a
   * study of fewer seeds, whether all have.
   */
  boolean isKnown(String name) {
    return 2 * runsWith(name) >= runs()
        && runsWith(name) > 0
        && of(name).length >= Math.min(Evidence.FEWEST_REPLICATES, seeds());
  }

  /** Returns why a dose of which seeds have statistics cannot decide: too few of them do. */
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

  /** Returns the names of all values, in order. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.values().keySet()));
    return names;
  }

  boolean has(String name) {
    return runsWith(name) > 0;
  }

  /** Returns the number of runs that have a value. */
  int runsWith(String name) {
    return (int) runs.stream().filter(run -> run.values().containsKey(name)).count();
  }

  /** Returns the number of runs. */
  int runs() {
    return runs.size();
  }

  /** Returns the largest value of any run, 0 without any. */
  double largest(String name) {
    return runs.stream().mapToDouble(run -> run.values().getOrDefault(name, 0.0)).max().orElse(0);
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
