package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.RunStatisticsSamples;
import dev.runvar.facts.SampleRun;
import dev.runvar.result.Comparison;
import dev.runvar.result.Comparison.Change;
import dev.runvar.result.Comparison.Decision;
import dev.runvar.result.Comparison.Equivalence;
import dev.runvar.result.Comparison.Output;
import dev.runvar.result.Comparison.Speedup;
import dev.runvar.result.Comparison.Variance;
import dev.runvar.result.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariantComparisonTest {

  private static final double[][] UNOPTIMIZED_NANOS = {
    {1700, 3500}, {1750, 3440}, {1690, 3610}, {1720, 3555}, {1765, 3490}
  };
  private static final double[][] OPTIMIZED_NANOS = {
    {10, 20}, {10.2, 19.5}, {9.7, 20.4}, {9.9, 20.1}, {10.1, 19.8}
  };

  /**
   * {@code l = np.log(u / o).mean(1); np.exp([l.mean(), *scipy.stats.ttest_1samp(l,
   * 0).confidence_interval(0.95)]); u.mean() / o.mean() / np.exp(l.mean())}, SciPy 1.17.1.
   */
  @Test
  void the_speed_up_is_the_mean_log_ratio_of_each_seed() {
    Speedup speedup = verdict(runs(UNOPTIMIZED_NANOS), runs(OPTIMIZED_NANOS)).speedup();
    assertEstimate(174.56457104, 172.90710541, 176.23792493, speedup.ratio(), 1e-8);
    assertEquals(1.0033553747876043, speedup.composition(), 1e-12);
  }

  /**
   * {@code m = r.mean(1) - l.mean(); t = np.sort(m / r.std(1, ddof=1) * 5 ** 0.5); np.exp(l.mean()
   * - t[[9749, 249]] * l.std(ddof=1) / 5 ** 0.5)} where r are 9,999 resamples of l, NumPy 2.4.6: of
   * so few values, whatever the generator.
   */
  @Test
  void the_bootstrap_of_the_speed_up_is_that_of_numpy() {
    Speedup speedup = verdict(runs(UNOPTIMIZED_NANOS), runs(OPTIMIZED_NANOS)).speedup();
    assertEstimate(174.56457104, 164.45262466, 175.74424786, speedup.bootstrap(), 1e-7);
  }

  @Test
  void optimized_runs_without_a_partner_change_the_composition_alone() {
    List<RunStatistics> more = new ArrayList<>(runs(OPTIMIZED_NANOS));
    more.add(SampleRun.of(1, "another").nanos(1000, 1).figures());
    Speedup plain = verdict(runs(UNOPTIMIZED_NANOS), runs(OPTIMIZED_NANOS)).speedup();
    Speedup mixed = verdict(runs(UNOPTIMIZED_NANOS), more).speedup();
    assertEquals(plain.ratio(), mixed.ratio());
    assertTrue(mixed.composition() < 0.5 * plain.composition());
  }

  @Test
  void under_five_seeds_nothing_is_decided_and_estimates_are_shown() {
    Comparison verdict =
        verdict(runs(UNOPTIMIZED_NANOS).subList(0, 8), runs(OPTIMIZED_NANOS).subList(0, 8));
    assertEquals(4, verdict.seeds());
    assertEquals(8, verdict.pairs());
    assertEquals(Decision.NOT_MEASURABLE, verdict.equivalence().decision());
    assertEquals(175, verdict.speedup().ratio().value(), 1);
    assertEquals(1, verdict.readings().ratio().value());
    assertNull(verdict.speedup().bootstrap());
  }

  @Test
  void runs_of_other_treatments_are_not_compared() {
    Comparison verdict =
        verdict(List.of(SampleRun.of(1, "a").figures()), List.of(SampleRun.of(1, "b").figures()));
    assertEquals(0, verdict.pairs());
    assertNull(verdict.speedup().ratio());
    assertNull(verdict.speedup().composition());
  }

  /**
   * {@code l = np.log(after / before); np.exp([l.mean(), *scipy.stats.ttest_1samp(l,
   * 0).confidence_interval(0.95)])}; the ratios q at which {@code scipy.stats.ttest_1samp(a - q *
   * b, 0)} is just significant, by {@code scipy.optimize.brentq}; SciPy 1.17.1.
   */
  @Test
  void the_variance_is_compared_by_ratios() {
    double[] cvBefore = {0.20, 0.22, 0.19, 0.21, 0.23};
    double[] cvAfter = {0.05, 0.06, 0.055, 0.045, 0.052};
    double[] before = {0.5, 0.61, 0.45, 0.55, 0.58};
    double[] after = {0.11, 0.15, 0.09, 0.12, 0.14};
    Variance variance =
        verdict(varying(1000, cvBefore, before), varying(10, cvAfter, after)).variance();
    assertEstimate(0.24894837, 0.21306747, 0.29087166, variance.cvRatio(), 1e-8);
    assertEstimate(0.24894837, 0.21306747, 0.29087166, variance.cvWithoutWorkRatio(), 1e-8);
    assertEstimate(0.0024894837, 0.0021306747, 0.0029087166, variance.sdRatio(), 1e-10);
    assertEstimate(
        0.22676579925650556,
        0.2004305897526755,
        0.24676286099387032,
        variance.accelerationRatio(),
        1e-9);
    assertEquals(210, variance.unoptimizedSdNanos(), 1e-9);
    assertEquals(0.524, variance.optimizedSdNanos(), 1e-12);
  }

  @Test
  void an_acceleration_that_may_be_none_has_no_ratio() {
    double[] cv = {0.2, 0.2, 0.2, 0.2, 0.2};
    double[] none = {0.3, -0.3, 0.2, -0.1, 0.1};
    assertNull(verdict(varying(9, cv, none), varying(9, cv, none)).variance().accelerationRatio());
  }

  @Test
  void equal_paths_of_all_pairs_are_equivalence() {
    Equivalence equal = verdict(runs(UNOPTIMIZED_NANOS), runs(OPTIMIZED_NANOS)).equivalence();
    assertEquals(Decision.CONFIRMED, equal.decision());
    assertEquals("trajectories", equal.route());
    assertEquals(10, equal.equalPairs());
  }

  /**
   * {@code statsmodels.stats.weightstats.DescrStatsW(l).ttost_mean(-np.log(1.1), np.log(1.1))[0]},
   * statsmodels 0.15.0; {@code np.exp(scipy.stats.ttest_1samp(l, 0).confidence_interval(0.9))},
   * SciPy 1.17.1.
   */
  @Test
  void one_path_that_differs_makes_the_outputs_decide() {
    List<RunStatistics> after = grown(1.02, 0.97, 1.01, 0.99, 1.03);
    Equivalence outputs = verdict(grown(1, 1, 1, 1, 1), after).equivalence();
    assertEquals("outputs", outputs.route());
    assertEquals(4, outputs.equalPairs());
    Output population = outputs.outputs().get(0);
    assertEstimate(1.003767522748894, 0.98096862, 1.0270963, population.ratio(), 1e-7);
    assertEquals(0.0005265218397332884, population.p(), 1e-12);
    assertEquals(3, population.seedsNeeded());
    assertEquals(Decision.CONFIRMED, population.decision());
    assertEquals(Decision.CONFIRMED, outputs.decision());
  }

  @Test
  void outputs_beyond_the_margin_are_refuted_and_near_it_undecided() {
    List<RunStatistics> before = grown(1, 1, 1, 1, 1);
    assertEquals(
        Decision.REFUTED,
        verdict(before, grown(1.3, 1.31, 1.29, 1.3, 1.32)).equivalence().decision());
    assertEquals(
        Decision.UNDECIDED,
        verdict(before, grown(1.1, 1.2, 0.9, 1.1, 1.0)).equivalence().decision());
  }

  @Test
  void without_trajectories_and_outputs_equivalence_is_not_measurable() {
    List<RunStatistics> silent =
        IntStream.range(0, 5)
            .mapToObj(seed -> SampleRun.of(seed, "t").path(null).outputs(null, null).figures())
            .toList();
    Equivalence equivalence = verdict(silent, silent).equivalence();
    assertEquals(Decision.NOT_MEASURABLE, equivalence.decision());
    assertEquals(List.of(), equivalence.outputs());
  }

  @Test
  void matched_runs_are_faster_or_slower() {
    List<RunStatistics> before = new ArrayList<>();
    List<RunStatistics> after = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      before.add(SampleRun.of(seed, "t").nanos(3000 + seed, 1).figures());
      after.add(SampleRun.of(seed, "t").nanos(1000, 1).figures());
    }
    Comparison faster = verdict(before, after);
    assertEquals(3.002, faster.means().ratio(), 1e-9);
    assertEquals(Change.FASTER, faster.speedup().comparison().change());
    assertEquals("the CV is larger", faster.variance().reason());
    assertEquals(0, faster.growth().difference().value(), 1e-12);
    assertEquals(Change.SLOWER, verdict(after, before).speedup().comparison().change());
  }

  @Test
  void the_paths_of_runs_of_unequal_length_say_nothing() {
    RunStatistics stopped = SampleRun.of(1, "a").path("x").cycles(600, 600, 300).figures();
    RunStatistics whole = SampleRun.of(1, "a").path("y").cycles(1500, 600, 100).figures();
    assertEquals(0, verdict(List.of(stopped), List.of(whole)).means().matchedPaths());
  }

  /** The program's own outputs decide, under the names that it gives them. */
  @Test
  void outputs_that_the_program_reports_are_compared() {
    List<RunStatistics> before = reporting(100, 101, 99, 100, 102);
    assertEquals(
        Decision.CONFIRMED,
        verdict(before, reporting(101, 100, 99, 101, 100)).equivalence().decision());
    Equivalence other = verdict(before, reporting(150, 151, 149, 150, 152)).equivalence();
    assertEquals(Decision.REFUTED, other.decision());
    assertEquals("infected", other.outputs().get(0).name());
    assertEquals(1.5, other.outputs().get(0).ratio().value(), 0.01);
  }

  private static List<RunStatistics> reporting(double... infected) {
    return IntStream.range(0, infected.length)
        .mapToObj(
            seed ->
                SampleRun.of(seed, "t")
                    .path(null)
                    .outputs(null, null)
                    .reporting(Map.of("infected", infected[seed]))
                    .figures())
        .toList();
  }

  @Test
  void there_is_no_comparison_without_runs_of_both_kinds() {
    List<RunStatistics> some = List.of(RunStatisticsSamples.run(1, "a", "t", 1, 1));
    assertNull(verdict(some, List.of()));
    assertNull(verdict(List.of(), some));
  }

  private static Comparison verdict(List<RunStatistics> before, List<RunStatistics> after) {
    return VariantComparison.of(before, after, 0.01);
  }

  private static List<RunStatistics> runs(double[][] nanos) {
    List<RunStatistics> runs = new ArrayList<>();
    for (int seed = 0; seed < nanos.length; seed++) {
      runs.add(SampleRun.of(seed, "a").nanos(nanos[seed][0], 1).figures());
      runs.add(SampleRun.of(seed, "b").nanos(nanos[seed][1], 1).figures());
    }
    return runs;
  }

  private static List<RunStatistics> varying(double mean, double[] cv, double[] acceleration) {
    return IntStream.range(0, cv.length)
        .mapToObj(
            seed ->
                SampleRun.of(seed, "t")
                    .nanos(mean, cv[seed] * mean)
                    .accelerating(acceleration[seed])
                    .figures())
        .toList();
  }

  /** Runs whose outputs are multiples of 20 and 300; those of 1 keep to the path. */
  private static List<RunStatistics> grown(double... factors) {
    return IntStream.range(0, factors.length)
        .mapToObj(
            seed ->
                SampleRun.of(seed, "t")
                    .path(seed == 0 ? "path of " + factors[0] : "common path")
                    .outputs(20 * factors[seed], 300 * factors[seed])
                    .figures())
        .toList();
  }

  private static void assertEstimate(
      double value, double low, double high, Estimate estimate, double tolerance) {
    assertEquals(value, estimate.value(), tolerance);
    assertEquals(low, estimate.low(), tolerance);
    assertEquals(high, estimate.high(), tolerance);
  }
}
