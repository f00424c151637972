package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.causes.PooledDose.Besides;
import dev.runvar.causes.PooledDose.OfRun;
import dev.runvar.facts.DoseSums;
import dev.runvar.statistics.FlooredTTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PooledDoseTest {

  /**
   * Of runs that tell the exposure apart alike, the jackknife is the t test. R: {@code
   * t.test(c(.05,.06,.04,.07,.05), mu=.01)} has t = 8.6319 and an interval of 0.03984 to 0.06816.
   */
  @Test
  void runs_of_equal_weight_are_a_t_test_of_their_doses() {
    FlooredTTest test =
        PooledDose.of(runs(0.5, 0.05, 0.06, 0.04, 0.07, 0.05), Besides.SHARED, 0.01)
            .orElseThrow()
            .test()
            .orElseThrow();
    assertEquals(0.054, test.effect().mean(), 1e-12);
    assertEquals(8.6290, test.t(), 1e-3);
    assertEquals(0.03984, test.effect().low(), 1e-5);
    assertEquals(0.06816, test.effect().high(), 1e-5);
  }

  @Test
  void a_run_that_cannot_tell_the_exposure_hardly_counts() {
    List<OfRun> runs =
        List.of(
            run(1, 0.5, 0.05),
            run(2, 0.5, 0.05),
            run(3, 0.5, 0.05),
            run(4, 1e-6, 9),
            run(5, 0.5, 0.05));
    PooledDose dose = PooledDose.of(runs, Besides.SHARED, 0.01).orElseThrow();
    assertEquals(0.05, dose.estimate(), 2e-3);
    assertTrue(dose.identifiable());
    assertEquals(4, dose.effectiveRuns(), 0.01);
  }

  @Test
  void two_of_four_runs_that_tell_it_are_needed() {
    assertTrue(identifiable(0.5, 0.5, 0.02, 0.02));
    assertFalse(identifiable(0.5, 0.002, 0.002, 0.002));
    assertFalse(identifiable(0.005, 0.005, 0.005, 0.005));
  }

  private static boolean identifiable(double... tolerances) {
    List<OfRun> runs =
        IntStream.range(0, tolerances.length).mapToObj(i -> run(i, tolerances[i], 0.05)).toList();
    return PooledDose.of(runs, Besides.SHARED, 0.01).orElseThrow().identifiable();
  }

  /** All of the effect is that of the jumps: y = 0.3·z, and x = z with noise of its own. */
  @Test
  void beside_its_jumps_an_exposure_has_no_effect_that_only_they_have() {
    List<OfRun> runs =
        IntStream.range(0, 5)
            .mapToObj(i -> new OfRun(i, new DoseSums(1.25, 1, 1, 0.3 + 1e-4 * i, 0.3, 2, 1)))
            .toList();
    PooledDose shared = PooledDose.of(runs, Besides.SHARED, 0.01).orElseThrow();
    PooledDose jumps = PooledDose.of(runs, Besides.JUMPS, 0).orElseThrow();
    assertEquals(0.24, shared.estimate(), 1e-3);
    assertEquals(0, jumps.estimate(), 1e-3);
    assertEquals(0.125, jumps.tolerance(), 1e-12);
    assertFalse(Evidence.holdsBesideJumps(PooledDose.of(runs(0.5, 0, 0, 0), Besides.JUMPS, 0)));
  }

  /** The spread of an exposure is the median over runs: a cost is one per unit. */
  @Test
  void one_spread_stands_for_all_runs() {
    List<OfRun> runs =
        IntStream.range(0, 3)
            .mapToObj(
                i -> {
                  double spread = 10 * (i + 1);
                  // A unit costs 0.002 in each of them.
                  return new OfRun(i, new DoseSums(1, 0, 0, 0.002, 0, 2, spread));
                })
            .toList();
    assertEquals(
        0.002 * 20, PooledDose.of(runs, Besides.SHARED, 0.01).orElseThrow().estimate(), 1e-12);
  }

  @Test
  void treatments_of_one_seed_are_left_out_together() {
    List<OfRun> runs =
        List.of(run(1, 0.5, 0.05), run(1, 0.5, 0.07), run(2, 0.5, 0.02), run(2, 0.5, 0.04));
    FlooredTTest test =
        PooledDose.of(runs, Besides.SHARED, 0.01).orElseThrow().test().orElseThrow();
    assertEquals(2, test.replicates());
    assertEquals(0.045, test.effect().mean(), 1e-12);
  }

  @Test
  void one_seed_has_an_estimate_and_no_test() {
    PooledDose dose = PooledDose.of(runs(0.5, 0.05), Besides.SHARED, 0.01).orElseThrow();
    assertEquals(0.05, dose.estimate(), 1e-12);
    assertTrue(dose.test().isEmpty());
    assertTrue(PooledDose.of(List.of(), Besides.SHARED, 0.01).isEmpty());
  }

  private static List<OfRun> runs(double tolerance, double... doses) {
    return IntStream.range(0, doses.length).mapToObj(i -> run(i, tolerance, doses[i])).toList();
  }

  private static OfRun run(int seed, double tolerance, double dose) {
    return new OfRun(seed, new DoseSums(tolerance, 0, 1, tolerance * dose, 0, 1, 1));
  }
}
