package dev.runvar.causes;

import dev.runvar.facts.DoseSums;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One dose of all runs: what an exposure does to runtime from its 5th to its 95th percentile, which
 * are the same two values for all runs, for a cost per unit is what runs have in common.
 *
 * <p>A run weighs by how well it can tell the exposure from all else. Its error is found by leaving
 * out each seed in turn (jackknife).
 *
 * @param tolerance median over runs of the share of the exposure's variation that is its own
 * @param effectiveRuns how many runs of equal weight would tell as much
 * @param identifiable whether the exposure can be told from all else
 * @param test of the dose; nothing under two seeds
 */
record PooledDose(
    double estimate,
    double tolerance,
    double effectiveRuns,
    boolean identifiable,
    Optional<FlooredTTest> test) {

  /** Below this, an exposure cannot be separated from the others. */
  static final double IDENTIFIABLE = 0.01;

  /** A run of this tolerance has half the weight of one that is told apart entirely. */
  private static final double HALF_WEIGHT = 0.02;

  private static final double LEAST_EFFECTIVE_RUNS = 2;

  /** Of an exposure with less of its own than this share, rounding is left. */
  private static final double ROUNDING = 1e-9;

  /** What the dose stands beside. */
  enum Besides {
    /** Trend, covariates, and what runs share. */
    SHARED,
    /** These, and one effect of the large jumps of the exposure, the same for all runs. */
    JUMPS
  }

  /** The sums of a run with its seed. */
  record OfRun(int seed, DoseSums sums) {}

  /**
   * Returns the dose; nothing when no run can tell it.
   *
   * @param floor that the dose is tested against
   */
  static Optional<PooledDose> of(List<OfRun> runs, Besides besides, double floor) {
    if (runs.isEmpty()) {
      return Optional.empty();
    }
    double spread =
        Quantiles.of(runs.stream().mapToDouble(run -> run.sums().spread()).toArray(), 0.5);
    if (!(spread > 0)) {
      return Optional.empty();
    }
    List<DoseSums> all = scaled(runs, spread);
    Weighted whole = Weighted.of(all, besides);
    if (Double.isNaN(whole.estimate()) || Double.isNaN(whole.tolerance())) {
      return Optional.empty();
    }
    return Optional.of(
        new PooledDose(
            whole.estimate(),
            whole.tolerance(),
            whole.effectiveRuns(),
            whole.tolerance() >= IDENTIFIABLE
                && (runs.size() == 1 || whole.effectiveRuns() >= LEAST_EFFECTIVE_RUNS),
            test(runs, all, whole.estimate(), besides, floor)));
  }

  private static List<DoseSums> scaled(List<OfRun> runs, double spread) {
    return runs.stream()
        .map(OfRun::sums)
        .map(
            s ->
                new DoseSums(
                    s.xx() / spread / spread,
                    s.xz() / spread,
                    s.zz(),
                    s.xy() / spread,
                    s.zy(),
                    s.variation() / spread / spread,
                    1))
        .toList();
  }

  /** Nothing under two seeds, or when without one of them nothing can be told. */
  private static Optional<FlooredTTest> test(
      List<OfRun> runs, List<DoseSums> sums, double estimate, Besides besides, double floor) {
    int[] seeds = runs.stream().mapToInt(OfRun::seed).distinct().toArray();
    if (seeds.length < 2) {
      return Optional.empty();
    }
    double squares = 0;
    for (int seed : seeds) {
      List<DoseSums> others = new ArrayList<>();
      for (int i = 0; i < sums.size(); i++) {
        if (runs.get(i).seed() != seed) {
          others.add(sums.get(i));
        }
      }
      double off = Weighted.of(others, besides).estimate() - estimate;
      squares += off * off;
    }
    double error = Math.sqrt((seeds.length - 1.0) / seeds.length * squares);
    return Double.isFinite(error)
        ? Optional.of(FlooredTTest.of(estimate, error, seeds.length, floor))
        : Optional.empty();
  }

  /** The mean of the runs' doses. */
  private record Weighted(double estimate, double tolerance, double effectiveRuns) {

    private static final Weighted NONE = new Weighted(Double.NaN, Double.NaN, 0);

    static Weighted of(List<DoseSums> runs, Besides besides) {
      double slope = 0;
      double effect = 0;
      if (besides == Besides.JUMPS && sum(runs, DoseSums::zz) > 0) {
        double xz = sum(runs, DoseSums::xz);
        double zz = sum(runs, DoseSums::zz);
        double zy = sum(runs, DoseSums::zy);
        slope = xz / zz;
        double rest = sum(runs, DoseSums::xx) - slope * xz;
        if (!(rest > 0)) {
          return NONE;
        }
        effect = (zy - (sum(runs, DoseSums::xy) - slope * zy) / rest * xz) / zz;
      }
      double[] tolerances = new double[runs.size()];
      double weights = 0;
      double squares = 0;
      double total = 0;
      for (int i = 0; i < runs.size(); i++) {
        DoseSums run = runs.get(i);
        double own = run.xx() - 2 * slope * run.xz() + slope * slope * run.zz();
        tolerances[i] = Math.max(0, own) / run.variation();
        if (run.xx() > ROUNDING * run.variation()) {
          double weight = tolerances[i] / (tolerances[i] + HALF_WEIGHT);
          weights += weight;
          squares += weight * weight;
          total += weight * (run.xy() - effect * run.xz()) / run.xx();
        }
      }
      return weights > 0
          ? new Weighted(
              total / weights, Quantiles.of(tolerances, 0.5), weights * weights / squares)
          : NONE;
    }

    private static double sum(List<DoseSums> runs, ToDoubleFunction<DoseSums> part) {
      return runs.stream().mapToDouble(part).sum();
    }
  }
}
