package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runvar.result.Comparison.Change;
import dev.runvar.result.Comparison.SpeedChange;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedComparisonTest {

  /** Ratios of five seeds around 1, whose logarithms have a standard deviation of 0.01. */
  private static final double[] SPREAD = {-0.0126491, -0.0063246, 0, 0.0063246, 0.0126491};

  @ParameterizedTest
  @CsvSource({
    "1.05, 1, 0.01, FASTER",
    "0.95, 1, 0.01, SLOWER",
    "1.02, 1, 0.01, UNDECIDED",
    "1.02, 0.1, 0.01, FASTER",
    "1.02, 0.1, 0.02, UNDECIDED",
    "1.00, 0.1, 0.01, NO_DIFFERENCE",
    "1.00, 1, 0.01, NO_DIFFERENCE",
    "1.00, 2, 0.01, UNDECIDED",
    "1.00, 2, 0.05, NO_DIFFERENCE",
    "1.005, 1, 0.01, UNDECIDED"
  })
  void a_ratio_is_decided_by_its_intervals(
      double ratio, double spread, double delta, Change change) {
    assertEquals(change, SpeedComparison.of(logarithms(ratio, spread), delta).change());
  }

  /**
   * {@code scipy.stats.ttest_1samp(l, 0).confidence_interval(0.9)}; the power at n seeds is {@code
   * scipy.integrate.quad} of {@code 2 * norm.cdf(log(1.01) * sqrt(n) / sd - t.ppf(0.95, n - 1) * c)
   * - 1} over the distribution of c = s / sd: 0.785 at 35 seeds, 0.800 at 36; SciPy 1.17.1.
   */
  @Test
  void what_is_undecided_says_how_many_seeds_would_tell() {
    SpeedChange comparison = SpeedComparison.of(logarithms(1, 2), 0.01);
    assertEquals(Math.exp(-0.0190676), comparison.equivalence().low(), 1e-6);
    assertEquals(36, comparison.seedsNeeded());
    assertEquals(
        "the interval does not tell a difference of more than 1 %; a power of 80 % needs 36 seeds",
        comparison.reason());
  }

  @Test
  void the_same_ratio_in_every_seed_is_decided() {
    assertEquals(Change.FASTER, SpeedComparison.of(logarithms(3, 0), 0.01).change());
    assertEquals(Change.NO_DIFFERENCE, SpeedComparison.of(logarithms(1, 0), 0.01).change());
  }

  @Test
  void under_five_seeds_nothing_is_decided() {
    for (int seeds : List.of(0, 1, 2, 4)) {
      SpeedChange comparison = SpeedComparison.of(Arrays.copyOf(logarithms(3, 0.1), seeds), 0.01);
      assertEquals(Change.NOT_MEASURABLE, comparison.change());
      assertEquals("fewer than 5 seeds have matched runs", comparison.reason());
    }
    assertNull(SpeedComparison.of(new double[1], 0.01).equivalence());
  }

  private static double[] logarithms(double ratio, double spread) {
    return Arrays.stream(SPREAD).map(log -> Math.log(ratio) + spread * log).toArray();
  }
}
