package dev.runvar.profile;

import dev.runvar.profile.GrowthReport.Scope;
import dev.runvar.statistics.Fieller;
import dev.runvar.statistics.MeanTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Estimates growth over the runs of a study: by Student's t over seeds, or, with too few of them,
 * by drawing blocks of cycles anew within each run.
 */
final class GrowthEstimator {

  static final int FEWEST_REPLICATES = 5;
  private static final int RESAMPLES = 2000;
  private static final int FEWEST_BLOCKS = 5;
  private static final double TAIL = 0.025;
  private static final double MOST = 0.5;

  private final Scope scope;
  private final List<Fifths> runs;

  /** For each seed, the places of its runs. */
  private final List<int[]> replicates;

  /** For each run, for each resample, how often each block was drawn; null over replicates. */
  private final int[][][] draws;

  GrowthEstimator(List<SeededProfile> profiles, long randomSeed) {
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
    draws = canResample() ? draws(new SplittableRandom(randomSeed)) : null;
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

  private boolean canResample() {
    return scope == Scope.WITHIN_RUN
        && runs.stream()
            .allMatch(
                run ->
                    Math.min(run.earlyBlocks(), run.blocks() - run.earlyBlocks()) >= FEWEST_BLOCKS);
  }

  private int[][][] draws(SplittableRandom random) {
    int[][][] all = new int[runs.size()][RESAMPLES][];
    for (int run = 0; run < all.length; run++) {
      Fifths fifths = runs.get(run);
      for (int i = 0; i < RESAMPLES; i++) {
        int[] times = new int[fifths.blocks()];
        for (int block = 0; block < fifths.earlyBlocks(); block++) {
          times[random.nextInt(fifths.earlyBlocks())]++;
        }
        for (int block = fifths.earlyBlocks(); block < times.length; block++) {
          times[random.nextInt(fifths.earlyBlocks(), times.length)]++;
        }
        all[run][i] = times;
      }
    }
    return all;
  }

  /**
   * Estimates the growth of something.
   *
   * @param nanos for each run its sampled time in each block, null where it was not seen
   */
  GrowthEstimate estimate(List<double[]> nanos) {
    double[][] times = new double[runs.size()][2];
    for (int run = 0; run < times.length; run++) {
      if (nanos.get(run) != null) {
        times[run] = runs.get(run).times(nanos.get(run));
      }
    }
    return estimate(
        times,
        (run, draw) -> nanos.get(run) == null ? 0 : runs.get(run).growth(nanos.get(run), draw));
  }

  /** Estimates the growth of the whole cycle. */
  GrowthEstimate wholeCycle() {
    double[][] times = runs.stream().map(Fifths::wholeCycle).toArray(double[][]::new);
    return estimate(times, (run, draw) -> runs.get(run).wholeGrowth(draw));
  }

  /**
   * Estimates the share that something has of the growth of a cycle: the ratio of the means, with
   * Fieller's interval over seeds, and by resampling within runs.
   *
   * @param nanos as {@link #estimate} has it
   */
  GrowthShare share(List<double[]> nanos) {
    double[] part = growths((run, draw) -> growth(nanos, run, draw), null);
    double[] whole = growths((run, draw) -> runs.get(run).wholeGrowth(draw), null);
    double share = Arrays.stream(part).sum() / Arrays.stream(whole).sum();
    if (scope == Scope.REPLICATES) {
      double[] beyondHalf = new double[part.length];
      for (int seed = 0; seed < part.length; seed++) {
        beyondHalf[seed] = part[seed] - MOST * whole[seed];
      }
      boolean isMost = MeanTest.of(beyondHalf).effect().low() > 0;
      return Fieller.of(part, whole)
          .map(ratio -> new GrowthShare(share, ratio.low(), ratio.high(), isMost))
          .orElseGet(() -> new GrowthShare(share, Double.NaN, Double.NaN, isMost));
    }
    if (draws == null) {
      return GrowthShare.withoutInterval(share);
    }
    double[] shares = new double[RESAMPLES];
    int most = 0;
    for (int i = 0; i < RESAMPLES; i++) {
      int number = i;
      double ofPart = sum(growths((run, draw) -> growth(nanos, run, draw), number));
      double ofWhole = sum(growths((run, draw) -> runs.get(run).wholeGrowth(draw), number));
      shares[i] = ofPart / ofWhole;
      most += ofPart > MOST * ofWhole ? 1 : 0;
    }
    Arrays.sort(shares);
    int cut = (int) Math.round(TAIL * RESAMPLES);
    return new GrowthShare(
        share, shares[cut], shares[RESAMPLES - 1 - cut], most >= RESAMPLES - cut);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private double growth(List<double[]> nanos, int run, int[] draw) {
    return nanos.get(run) == null ? 0 : runs.get(run).growth(nanos.get(run), draw);
  }

  /** Growth of each seed, of the runs as they are or of one resample. */
  private double[] growths(ToDoubleBiFunction<Integer, int[]> growth, Integer resample) {
    double[] growths = new double[replicates.size()];
    for (int seed = 0; seed < growths.length; seed++) {
      for (int run : replicates.get(seed)) {
        int[] draw = resample == null ? once(runs.get(run).blocks()) : draws[run][resample];
        growths[seed] += growth.applyAsDouble(run, draw) / replicates.get(seed).length;
      }
    }
    return growths;
  }

  private static int[] once(int blocks) {
    int[] times = new int[blocks];
    Arrays.fill(times, 1);
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

  private GrowthEstimate estimate(double[][] times, ToDoubleBiFunction<Integer, int[]> resampled) {
    double[] means = means(times);
    if (scope == Scope.REPLICATES) {
      MeanTest test = MeanTest.of(perSeed(run -> times[run][1] - times[run][0]));
      return new GrowthEstimate(
          means[0],
          means[1],
          test.effect().low(),
          test.effect().high(),
          test.p(),
          new StandardDeviation().evaluate(perSeed(run -> times[run][1]))
              / Math.sqrt(replicates.size()),
          replicates.size());
    }
    if (draws == null) {
      return GrowthEstimate.withinRun(means[0], means[1], Double.NaN, Double.NaN, Double.NaN);
    }
    double[] growths = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int[] ofSeed : replicates) {
        for (int run : ofSeed) {
          growths[i] +=
              resampled.applyAsDouble(run, draws[run][i]) / ofSeed.length / replicates.size();
        }
      }
    }
    Arrays.sort(growths);
    long notAbove = Arrays.stream(growths).filter(growth -> growth <= 0).count();
    long notBelow = Arrays.stream(growths).filter(growth -> growth >= 0).count();
    double p = Math.min(1, 2.0 * (1 + Math.min(notAbove, notBelow)) / (RESAMPLES + 1));
    int cut = (int) Math.round(TAIL * RESAMPLES);
    return GrowthEstimate.withinRun(
        means[0], means[1], growths[cut], growths[RESAMPLES - 1 - cut], p);
  }

  private double[] perSeed(IntToDoubleFunction ofRun) {
    return replicates.stream()
        .mapToDouble(ofSeed -> Arrays.stream(ofSeed).mapToDouble(ofRun).average().orElseThrow())
        .toArray();
  }
}
