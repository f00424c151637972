package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.Design;
import dev.runvar.facts.DesignFactor;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SampleRun;
import dev.runvar.lab.SyntheticStudy;
import dev.runvar.lab.SyntheticStudy.Cause;
import dev.runvar.lab.SyntheticStudy.Drift;
import dev.runvar.lab.SyntheticStudy.Noise;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterventionsTest {

  private static final double[] MORE = {0.10, 0.12, 0.09, 0.11, 0.13, 0.10};
  private static final double[] LESS = {0.02, 0.01, 0.03, 0.02, 0.05, 0.01};

  private static final Design BOTH =
      new Design(
          "e",
          List.of(
              new DesignFactor("allocator", List.of("pymalloc", "malloc")),
              new DesignFactor("prefragment", List.of("off", "on"))),
          Design.Kind.ANY);

  private static final RunContext CONTEXT = RunContext.of(TestStudy.SCOPE);

  /**
   * {@code d = np.array([.10, .12, .09, .11, .13, .10]) - [.02, .01, .03, .02, .05, .01];
   * scipy.stats.ttest_1samp(d, 0).confidence_interval(0.95); min(1, 2 * scipy.stats.ttest_1samp(d,
   * 0.01, alternative="greater").pvalue)}, SciPy 1.17.1.
   */
  @ParameterizedTest
  @CsvSource({
    "allocator, pymalloc, malloc, pymalloc",
    "allocator, malloc, pymalloc, pymalloc",
    "prefragment, off, on, on",
    "prefragment, on, off, on"
  })
  void more_growth_with_more_fragments_supports_fragmentation(
      String factor, String first, String second, String more) {
    String less = more.equals(first) ? second : first;
    Verdict verdict =
        fragmentation(study(factor, List.of(first, second), more, MORE, less, LESS)).verdict();
    assertEquals("supported", verdict.decision());
    assertEquals("intervention", verdict.route());
    assertEquals(0.085, verdict.estimate(), 1e-12);
    assertEquals(0.06775601282137303, verdict.interval().get(0), 1e-8);
    assertEquals(0.10224398717862698, verdict.interval().get(1), 1e-8);
    assertEquals(9.988632522498244e-05, verdict.p(), 1e-12);
    assertEquals(6, verdict.replicates());
    assertTrue(
        verdict
            .reason()
            .startsWith(
                "growth with %s %s beyond that with %s: 6.8 %% to 10.2 %% of the early runtime"
                    .formatted(factor, more, less)),
        verdict.reason());
    assertEquals(factor.equals("allocator"), verdict.reason().endsWith("than their fragments"));
  }

  @Test
  void less_growth_with_more_fragments_is_absent_and_a_wide_spread_is_undetermined() {
    Verdict absent = fragmentation(prefragment(LESS, MORE)).verdict();
    assertEquals("not-supported", absent.decision());
    assertTrue(absent.reason().startsWith("absent: growth with prefragment on"), absent.reason());
    double[] wide = {0.3, -0.2, 0.25, -0.1, 0.2, 0.05};
    Verdict undetermined = fragmentation(prefragment(wide, LESS)).verdict();
    assertEquals("not-supported", undetermined.decision());
    assertTrue(undetermined.reason().startsWith("undetermined: "), undetermined.reason());
  }

  @Test
  void what_regression_says_stays_beside() {
    CauseResult result = fragmentation(prefragment(MORE, LESS));
    assertEquals("not-measurable", result.regression().decision());
    assertEquals(
        "the workload does not report what its allocator holds", result.regression().reason());
    assertNull(answers(List.of(), prefragment(MORE, LESS)).causes().get(0).regression());
  }

  /** Of four measurable claims Holm multiplies the smallest p by four. */
  @Test
  void an_intervention_takes_part_in_holm() {
    List<RunEffects> runs = observed(Cause.NONE);
    List<CauseResult> results = answers(runs, prefragment(MORE, LESS)).causes();
    long measurable = results.stream().filter(r -> r.verdict().p() != null).count();
    Verdict verdict = results.get(1).verdict();
    assertEquals(4, measurable);
    assertEquals(4 * verdict.p(), verdict.pAdjusted(), 1e-15);
  }

  @Test
  void an_intervention_outranks_a_regression_that_finds_waste() {
    List<RunEffects> runs = observed(Cause.H2);
    assertEquals("supported", TestStudy.verdicts(runs, 0.01).get(1).decision());
    CauseResult result = answers(runs, prefragment(LESS, MORE)).causes().get(1);
    assertEquals("not-supported", result.verdict().decision());
    assertEquals("supported", result.regression().decision());
    assertEquals("dose", result.regression().route());
  }

  @Test
  void too_few_seeds_leave_the_regression_where_it_can_decide() {
    Interventions four =
        prefragment(new double[] {0.1, 0.1, 0.2, 0.1}, new double[] {0, 0.01, 0, 0});
    CauseResult alone = fragmentation(four);
    assertEquals("not-measurable", alone.verdict().decision());
    assertEquals("4 seeds are too few: a verdict needs 5", alone.verdict().reason());
    assertEquals("intervention", alone.verdict().route());
    CauseResult beside = answers(observed(Cause.H2), four).causes().get(1);
    assertEquals("dose", beside.verdict().route());
    assertNull(beside.regression());
  }

  /** With pymalloc runs grow by ten percent less; fragments of before do anything. */
  @Test
  void a_cause_that_one_of_two_interventions_leaves_open_is_not_absent() {
    double[] anything = {-0.3, 0.2, -0.25, 0.1, -0.2, -0.05};
    List<RunStatistics> runs = new ArrayList<>();
    for (int seed = 0; seed < MORE.length; seed++) {
      double on = anything[seed];
      double less = MORE[seed];
      runs.add(growing(seed, on, Map.of("allocator", "malloc", "prefragment", "on")));
      runs.add(growing(seed, on - less, Map.of("allocator", "pymalloc", "prefragment", "on")));
      runs.add(growing(seed, 0, Map.of("allocator", "malloc", "prefragment", "off")));
      runs.add(growing(seed, -less, Map.of("allocator", "pymalloc", "prefragment", "off")));
    }
    Verdict verdict = fragmentation(new Interventions(List.of(BOTH), runs)).verdict();
    assertEquals("not-supported", verdict.decision());
    assertTrue(
        verdict.reason().startsWith("undetermined: growth with prefragment"), verdict.reason());
  }

  /** The allocator does nothing, whatever the other factor is; p is that of the other, doubled. */
  @Test
  void two_interventions_have_the_smaller_p_twice() {
    List<RunStatistics> runs = new ArrayList<>();
    for (String allocator : List.of("pymalloc", "malloc")) {
      for (int seed = 0; seed < MORE.length; seed++) {
        runs.add(growing(seed, MORE[seed], Map.of("allocator", allocator, "prefragment", "on")));
        runs.add(growing(seed, LESS[seed], Map.of("allocator", allocator, "prefragment", "off")));
      }
    }
    Verdict verdict = fragmentation(new Interventions(List.of(BOTH), runs)).verdict();
    assertEquals(2 * 9.988632522498244e-05, verdict.p(), 1e-12);
    assertTrue(verdict.reason().startsWith("growth with prefragment"), verdict.reason());
  }

  @Test
  void other_levels_and_seeds_without_a_pair_are_no_intervention() {
    Interventions other =
        study("allocator", List.of("jemalloc", "malloc"), "jemalloc", MORE, "malloc", LESS);
    assertNull(fragmentation(other).verdict().route());
    Interventions onlyOn = prefragment(MORE, new double[0]);
    assertNull(fragmentation(onlyOn).verdict().route());
  }

  private static Interventions prefragment(double[] on, double[] off) {
    return study("prefragment", List.of("off", "on"), "on", on, "off", off);
  }

  private static Interventions study(
      String factor,
      List<String> levels,
      String more,
      double[] withMore,
      String less,
      double[] withLess) {
    List<RunStatistics> runs = new ArrayList<>();
    for (int seed = 0; seed < withMore.length; seed++) {
      runs.add(growing(seed, withMore[seed], Map.of(factor, more)));
    }
    for (int seed = 0; seed < withLess.length; seed++) {
      runs.add(growing(seed, withLess[seed], Map.of(factor, less)));
    }
    Design design = new Design("e", List.of(new DesignFactor(factor, levels)), Design.Kind.ANY);
    return new Interventions(List.of(design), runs);
  }

  private static RunStatistics growing(int seed, double share, Map<String, String> levels) {
    return SampleRun.of(seed, "t").accelerating(share).at(levels).figures();
  }

  private static CauseResult fragmentation(Interventions interventions) {
    return answers(List.of(), interventions).causes().get(1);
  }

  private static CauseResults answers(List<RunEffects> runs, Interventions interventions) {
    return CauseAnalysis.of("e", runs, List.of(), interventions, TestStudy.SCOPE);
  }

  private static List<RunEffects> observed(Cause cause) {
    SyntheticStudy study =
        new SyntheticStudy(Noise.WHITE, Drift.LINEAR, cause, SyntheticStudy.Cost.BY_RUN, 400);
    SplittableRandom random = new SplittableRandom(11);
    return TestStudy.effects(
        IntStream.range(0, 12).mapToObj(seed -> study.run(random)).toList(), CONTEXT);
  }
}
