package dev.runvar.profile;

import dev.runvar.profile.GrowthReport.Scope;
import dev.runvar.statistics.Fieller;
import dev.runvar.statistics.MeanInterval;
import dev.runvar.statistics.MeanTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Estimates growth over the runs of a study by Student's t: over seeds, or, with too few of them,
 * over pairs of an early and a late block of cycles within each run.
 */
final class GrowthEstimator {

  static final int FEWEST_REPLICATES = 5;
  private static final int FEWEST_BLOCKS = 3;
  private static final double MOST = 0.5;

  private final Scope scope;
  private final List<Fifths> runs;

  /** For each seed, the indices of its runs. */
  private final List<int[]> replicates;

  GrowthEstimator(List<SeededProfile> profiles) {
    long[] seeds = profiles.stream().mapToLong(SeededProfile::seed).distinct().toArray();
    scope = seeds.length >= FEWEST_REPLICATES ? Scope.REPLICATES : Scope.WITHIN_RUN;
    runs = new ArrayList<>();
    for (SeededProfile profile : profiles) {
      runs.add(
          scope == Scope.REPLICATES
              ? Fifths.whole(profile.profile())
              : Fifths.inBlocks(profile.profile()));
    }
    replicates =
        Arrays.stream(seeds)
            .mapToObj(
                seed ->
                    IntStream.range(0, profiles.size())
                        .filter(run -> profiles.get(run).seed() == seed)
                        .toArray())
            .toList();
  }

  Scope scope() {
    return scope;
  }

  int replicates() {
    return replicates.size();
  }

  List<Fifths> runs() {
    return runs;
  }

  /**
   * Estimates the growth of an item, such as a function.
   *
   * @param nanos for each run its sampled time in each block; null if it was not seen
   */
  GrowthEstimate estimate(List<double[]> nanos) {
    double[][] times = new double[runs.size()][2];
    for (int run = 0; run < times.length; run++) {
      if (nanos.get(run) != null) {
        times[run] = runs.get(run).times(nanos.get(run));
      }
    }
    return estimate(times, (run, blocks) -> growth(nanos, run, blocks));
  }

  /** Estimates the growth of the whole cycle. */
  GrowthEstimate wholeCycle() {
    double[][] times = runs.stream().map(Fifths::wholeCycle).toArray(double[][]::new);
    return estimate(times, (run, blocks) -> runs.get(run).wholeGrowth(blocks));
  }

  private GrowthEstimate estimate(double[][] times, ToDoubleBiFunction<Integer, int[]> growth) {
    double[] means = means(times);
    if (!hasIntervals()) {
      return GrowthEstimate.withinRun(means[0], means[1], Double.NaN, Double.NaN, Double.NaN);
    }
    MeanTest test = MeanTest.of(values(growth));
    MeanInterval effect = test.effect();
    return scope == Scope.REPLICATES
        ? new GrowthEstimate(
            means[0],
            means[1],
            effect.low(),
            effect.high(),
            test.p(),
            lateError(times),
            replicates.size())
        : GrowthEstimate.withinRun(means[0], means[1], effect.low(), effect.high(), test.p());
  }

  private double lateError(double[][] times) {
    double[] ofSeeds =
        replicates.stream()
            .mapToDouble(
                runsOfSeed ->
                    Arrays.stream(runsOfSeed)
                        .mapToDouble(run -> times[run][1])
                        .average()
                        .orElseThrow())
            .toArray();
    return new StandardDeviation().evaluate(ofSeeds) / Math.sqrt(replicates.size());
  }

  /**
   * Estimates the share of an item in the growth of a cycle: the ratio of the means, with Fieller's
   * interval.
   *
   * @param nanos as for {@link #estimate}
   */
  GrowthShare share(List<double[]> nanos) {
    double[] part = ofSeeds((run, blocks) -> growth(nanos, run, blocks));
    double[] whole = ofSeeds((run, blocks) -> runs.get(run).wholeGrowth(blocks));
    double share = Arrays.stream(part).sum() / Arrays.stream(whole).sum();
    if (!hasIntervals()) {
      return GrowthShare.withoutInterval(share);
    }
    part = values((run, blocks) -> growth(nanos, run, blocks));
    whole = values((run, blocks) -> runs.get(run).wholeGrowth(blocks));
    double[] beyondHalf = new double[part.length];
    for (int i = 0; i < part.length; i++) {
      beyondHalf[i] = part[i] - MOST * whole[i];
    }
    boolean isMost = MeanTest.of(beyondHalf).effect().low() > 0;
    return Fieller.of(part, whole)
        .map(ratio -> new GrowthShare(share, ratio.low(), ratio.high(), isMost))
        .orElseGet(() -> new GrowthShare(share, Double.NaN, Double.NaN, isMost));
  }

  private boolean hasIntervals() {
    return scope == Scope.REPLICATES
        || runs.stream().allMatch(run -> run.earlyBlocks() >= FEWEST_BLOCKS);
  }

  private double growth(List<double[]> nanos, int run, int[] blocks) {
    return nanos.get(run) == null ? 0 : runs.get(run).growth(nanos.get(run), blocks);
  }

  /** Returns values whose mean is the growth, and whose spread gives its standard error. */
  private double[] values(ToDoubleBiFunction<Integer, int[]> growth) {
    return scope == Scope.REPLICATES ? ofSeeds(growth) : ofBlocks(growth);
  }

  private double[] ofSeeds(ToDoubleBiFunction<Integer, int[]> growth) {
    double[] growths = new double[replicates.size()];
    for (int seed = 0; seed < growths.length; seed++) {
      for (int run : replicates.get(seed)) {
        growths[seed] +=
            growth.applyAsDouble(run, withoutPair(run, -1)) / replicates.get(seed).length;
      }
    }
    return growths;
  }

  /**
   * Returns jackknife pseudo-values of each run, leaving out one early and one late block at a
   * time. Differences between runs do not enter, because the result is about these runs only.
   */
  private double[] ofBlocks(ToDoubleBiFunction<Integer, int[]> growth) {
    double mean = Arrays.stream(ofSeeds(growth)).average().orElseThrow();
    int count = runs.stream().mapToInt(Fifths::earlyBlocks).sum();
    double[] values = new double[count];
    int place = 0;
    for (int[] ofSeed : replicates) {
      for (int run : ofSeed) {
        int pairs = runs.get(run).earlyBlocks();
        double[] pseudo = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
          pseudo[pair] = -(pairs - 1) * growth.applyAsDouble(run, withoutPair(run, pair));
        }
        double centre = Arrays.stream(pseudo).average().orElseThrow();
        // Scaled so that the error of the mean of all values is that of the weighted mean over
        // runs.
        double scale =
            Math.sqrt(count * (count - 1.0) / pairs / (pairs - 1.0))
                / ofSeed.length
                / replicates.size();
        for (double value : pseudo) {
          values[place++] = mean + scale * (value - centre);
        }
      }
    }
    return values;
  }

  /** Returns the weight of each block: 0 for the pair that is left out, else 1. */
  private int[] withoutPair(int run, int pair) {
    int[] times = new int[runs.get(run).blocks()];
    Arrays.fill(times, 1);
    if (pair >= 0) {
      times[pair] = 0;
      times[runs.get(run).earlyBlocks() + pair] = 0;
    }
    return times;
  }

  /** Returns the mean over replicates of early and late time, without an interval. */
  double[] means(double[][] times) {
    double[] means = new double[2];
    for (int[] runsOfSeed : replicates) {
      for (int run : runsOfSeed) {
        means[0] += times[run][0] / runsOfSeed.length / replicates.size();
        means[1] += times[run][1] / runsOfSeed.length / replicates.size();
      }
    }
    return means;
  }
}
