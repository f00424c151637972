package dev.runvar.causes;

import dev.runvar.facts.DoseSums;
import dev.runvar.statistics.FlooredTTest;
import dev.runvar.statistics.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The dose of an exposure, pooled over all runs: its effect on runtime from its 5th to its 95th
 * percentile. These two values are the same for all runs, because runs share the cost per unit.
 *
 * <p>The weight of a run depends on how well it can tell the exposure from the covariates. The
 * standard error comes from leaving out each seed in turn (jackknife).
 *
 * @param tolerance median over runs of the share of the exposure's variation that trend and
 *     covariates do not explain
 * @param effectiveRuns number of equally weighted runs with the same information
 * @param identifiable whether the exposure can be told from trend and covariates
 * @param test of the dose; empty with fewer than two seeds
 */
record PooledDose(
    double estimate,
    double tolerance,
    double effectiveRuns,
    boolean identifiable,
    Optional<FlooredTTest> test) {

  /** Below this tolerance, an exposure cannot be separated from trend and covariates. */
  static final double IDENTIFIABLE = 0.01;

  /** A run with this tolerance has about half the weight of a run with a tolerance of 1. */
  private static final double HALF_WEIGHT = 0.02;

  private static final double LEAST_EFFECTIVE_RUNS = 2;

  /** An exposure with a lower tolerance than this is left with rounding errors only. */
  private static final double ROUNDING = 1e-9;

  /** The variables that the dose is adjusted for. */
  enum Besides {
    /** Trend, covariates, and the changes that runs share. */
    SHARED,
    /** These, and one effect of the large jumps of the exposure, the same for all runs. */
    JUMPS
  }

  /** The sums of a run with its seed. */
  record OfRun(int seed, DoseSums sums) {}

  /**
   * Returns the dose; empty if no run can estimate it.
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

  /**
   * Returns the test; empty with fewer than two seeds, or if leaving out a seed leaves no estimate.
   */
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

  /** The weighted mean of the runs' doses. */
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
