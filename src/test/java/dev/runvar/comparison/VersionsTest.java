package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.comparison.VersionRuns.Host;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SampleRun;
import dev.runvar.result.Comparison.Change;
import dev.runvar.result.VersionComparison;
import dev.runvar.result.VersionComparison.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {

  private static final double DELTA = 0.01;
  private static final int STUDIES = 150;
  private static final int MANY_STUDIES = 2_000;
  private static final int CYCLES = 200;
  private static final Host NOWHERE = new Host(Set.of(), null, null, null);

  private static VersionComparison compare(List<RunStatistics> before, List<RunStatistics> after) {
    return Versions.of(
        new VersionRuns("original", before, NOWHERE),
        new VersionRuns("fix", after, NOWHERE),
        Unit.CYCLE,
        DELTA);
  }

  private static List<RunStatistics> runs(String treatment, int first, double... nanos) {
    List<RunStatistics> runs = new ArrayList<>();
    for (int i = 0; i < nanos.length; i++) {
      runs.add(SampleRun.of(first + i, treatment).nanos(nanos[i], 1).figures());
    }
    return runs;
  }

  @Test
  void runs_of_the_same_seeds_are_compared_pair_by_pair() {
    VersionComparison comparison =
        compare(runs("a", 1, 1000, 1100, 1200, 1300, 1400), runs("a", 1, 500, 551, 600, 649, 700));
    assertEquals(VersionComparison.BY_SEEDS, comparison.route());
    assertEquals(Change.FASTER, comparison.change());
    assertEquals(2, comparison.speedup().value(), 0.001);
    assertTrue(comparison.speedup().low() > 1.99, comparison.text());
    assertTrue(
        comparison
            .text()
            .startsWith("fix is 2.00 × as fast as original (2.00 to 2.00 over 5 seeds)"),
        comparison.text());
  }

  @Test
  void runs_of_other_seeds_are_compared_by_treatment() {
    VersionComparison comparison =
        compare(
            runs("a", 1, 1000, 1010, 990, 1005, 995), runs("b", 11, 1500, 1490, 1510, 1505, 1495));
    assertEquals(VersionComparison.BY_TREATMENTS, comparison.route());
    assertEquals(Change.SLOWER, comparison.change());
    assertEquals(1 / 1.5, comparison.speedup().value(), 0.001);
    assertNull(comparison.equivalence());
  }

  @Test
  void with_few_seeds_the_ratio_is_told_and_nothing_is_claimed() {
    VersionComparison comparison = compare(runs("a", 1, 1000), runs("a", 1, 500));
    assertEquals(Change.NOT_MEASURABLE, comparison.change());
    assertEquals(2, comparison.speedup().value(), 1e-9);
    assertTrue(
        comparison.text().contains("2.00 × as fast as original (one run each)"), comparison.text());
    assertTrue(
        comparison.text().endsWith("5 seeds of each are needed to speak of further runs."),
        comparison.text());
  }

  @Test
  void a_host_that_has_changed_is_told() {
    List<RunStatistics> runs = runs("a", 1, 1000, 1001, 1002, 1003, 1004);
    long hour = 3_600_000;
    List<String> warnings =
        Versions.of(
                new VersionRuns("original", runs, new Host(Set.of("one"), 20.0, 0L, hour)),
                new VersionRuns("fix", runs, new Host(Set.of("two"), 80.0, 30 * hour, 31 * hour)),
                Unit.CYCLE,
                DELTA)
            .warnings();
    assertEquals(3, warnings.size(), warnings.toString());
    assertTrue(warnings.get(0).startsWith("The hosts differ: one, and two."), warnings.toString());
    assertTrue(warnings.get(1).contains("used to 20 % while original ran, and to 80 %"));
    assertTrue(warnings.get(2).contains("29 hours apart"), warnings.toString());
  }

  /**
   * Made runs of 200 cycles with noise of first order (correlation 0.7, 5 % of a cycle), seeds that
   * differ by 5 % and runs that differ by 1 %: the interval of the speed-up covers the planted one
   * in 95 % of the studies within three standard errors, that of the growth after the change as
   * well, and a change that does nothing is called faster in no more than 5 %.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 1, true",
    "5, 1.5, false",
    "10, 1.02, false",
    "10, 1.05, true",
  })
  void intervals_cover_what_was_planted(int seeds, double planted, boolean matches) {
    requireCoverage(seeds, planted, matches, STUDIES);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "5, 1, true", "5, 1.02, true", "5, 1.05, true", "5, 1.5, true",
    "5, 1, false", "5, 1.02, false", "5, 1.05, false", "5, 1.5, false",
    "10, 1, true", "10, 1.02, true", "10, 1.05, true", "10, 1.5, true",
    "10, 1, false", "10, 1.02, false", "10, 1.05, false", "10, 1.5, false"
  })
  void intervals_cover_what_was_planted_in_all_cells(int seeds, double planted, boolean matches) {
    requireCoverage(seeds, planted, matches, MANY_STUDIES);
  }

  private static void requireCoverage(int seeds, double planted, boolean matches, int studies) {
    double least = studies * (0.95 - 3 * Math.sqrt(0.95 * 0.05 / studies));
    Random random = new Random(17L * seeds + Math.round(100 * planted) + (matches ? 1 : 0));
    int covered = 0;
    int growthCovered = 0;
    int faster = 0;
    for (int study = 0; study < studies; study++) {
      List<RunStatistics> before = new ArrayList<>();
      List<RunStatistics> after = new ArrayList<>();
      for (int seed = 1; seed <= seeds; seed++) {
        double level = 1000 * Math.exp(0.05 * random.nextGaussian());
        before.add(run(random, seed, level, 1));
        // Without matching seeds, the level is another one.
        double other = matches ? level : 1000 * Math.exp(0.05 * random.nextGaussian());
        after.add(run(random, matches ? seed : seed + seeds, other / planted, 0));
      }
      VersionComparison comparison = compare(before, after);
      // The growth of the first version, 100 %, is in its mean.
      double speedup = planted * 1.5;
      covered +=
          comparison.speedup().low() <= speedup && speedup <= comparison.speedup().high() ? 1 : 0;
      growthCovered +=
          comparison.growth().optimized().low() <= 0 && 0 <= comparison.growth().optimized().high()
              ? 1
              : 0;
      VersionComparison same = compare(before, again(random, before, matches ? 0 : seeds));
      faster += same.change() == Change.FASTER ? 1 : 0;
    }
    assertTrue(covered >= least, "covered " + covered);
    assertTrue(growthCovered >= least, "growth covered " + growthCovered);
    assertTrue(faster <= 0.05 * studies, "called faster " + faster);
  }

  /** The same program once more: only the runs differ. */
  private static List<RunStatistics> again(
      Random random, List<RunStatistics> runs, int seedOffset) {
    return runs.stream()
        .map(
            run -> {
              double level =
                  seedOffset == 0
                      ? run.meanNanos() / 1.5
                      : 1000 * Math.exp(0.05 * random.nextGaussian());
              return run(random, run.seed() + seedOffset, level, 1);
            })
        .toList();
  }

  /** A cycle takes {@code growth} more at the end of the run than at its beginning. */
  private static RunStatistics run(Random random, int seed, double level, double growth) {
    double own = level * Math.exp(0.01 * random.nextGaussian());
    double[] nanos = new double[CYCLES];
    double noise = random.nextGaussian();
    for (int i = 0; i < CYCLES; i++) {
      noise = 0.7 * noise + Math.sqrt(1 - 0.49) * random.nextGaussian();
      nanos[i] = own * (1 + growth * i / (CYCLES - 1)) * (1 + 0.05 * noise);
    }
    double early = mean(nanos, 0, CYCLES / 5);
    double late = mean(nanos, CYCLES - CYCLES / 5, CYCLES);
    return SampleRun.of(seed, "a")
        .nanos(mean(nanos, 0, CYCLES), 1)
        .accelerating((late - early) / early)
        .figures();
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
