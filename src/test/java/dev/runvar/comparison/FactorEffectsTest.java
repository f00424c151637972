package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runvar.facts.Design;
import dev.runvar.facts.DesignFactor;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SampleRun;
import dev.runvar.result.Comparison.FactorEffect;
import dev.runvar.result.Estimate;
import dev.runvar.result.GrowthEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactorEffectsTest {

  private static final DesignFactor ALLOCATOR =
      new DesignFactor("allocator", List.of("pymalloc", "malloc"));
  private static final Design DESIGN = new Design("e", List.of(ALLOCATOR), Design.Kind.ANY);

  /**
   * {@code r = scipy.stats.ttest_1samp(to - of, 0); r.confidence_interval(0.95), r.pvalue}, SciPy
   * 1.17.1.
   */
  @Test
  void growth_is_compared_within_each_seed() {
    double[] pymalloc = {0.10, 0.12, 0.09};
    double[] malloc = {0.02, 0.01, 0.03};
    List<RunStatistics> runs = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      runs.add(growing(seed, pymalloc[seed], Map.of("allocator", "pymalloc")));
      // Twice as fast from the start, which is no effect on growth.
      runs.add(growing(seed, malloc[seed], Map.of("allocator", "malloc")));
    }
    GrowthEffect effect = GrowthEffects.of(DESIGN, runs).get(0);
    assertEquals(0.31 / 3, effect.atFrom(), 1e-12);
    assertEquals(0.02, effect.atTo(), 1e-12);
    assertEquals(-0.08333333333333333, effect.difference().value(), 1e-12);
    assertEquals(-0.14584942812709106, effect.difference().low(), 1e-12);
    assertEquals(-0.02081723853957558, effect.difference().high(), 1e-12);
    assertEquals(0.02908045327422831, effect.p(), 1e-12);
  }

  /** In seed 1: (0.5 − 0.1) of the runs that are alike in size; the large one has no partner. */
  @Test
  void an_effect_is_never_one_of_what_else_differs() {
    List<RunStatistics> runs =
        List.of(
            growing(1, 0.1, Map.of("allocator", "pymalloc", "size", "small")),
            growing(1, 0.5, Map.of("allocator", "malloc", "size", "small")),
            growing(1, 9.0, Map.of("allocator", "malloc", "size", "large")));
    GrowthEffect effect = GrowthEffects.of(DESIGN, runs).get(0);
    assertEquals(0.4, effect.difference().value(), 1e-12);
    assertNull(effect.difference().low());
    assertNull(effect.p());
  }

  @Test
  void factors_of_three_levels_and_runs_of_one_level_have_no_effect() {
    DesignFactor three = new DesignFactor("allocator", List.of("pymalloc", "malloc", "other"));
    List<RunStatistics> one = List.of(growing(1, 0.1, Map.of("allocator", "malloc")));
    assertEquals(List.of(), GrowthEffects.of(DESIGN, one));
    assertEquals(
        List.of(), GrowthEffects.of(new Design("e", List.of(three), Design.Kind.ANY), one));
  }

  /**
   * Population 10 at low frequency and few founders, 14 at high frequency, 30 with more founders,
   * 38 with both: main effects (4 + 8) / 2 and (20 + 24) / 2, interaction (8 − 4) / 2. Numbers are
   * in their order, not in that of their texts.
   */
  @Test
  void outputs_have_the_effects_of_the_factors_that_both_vary() {
    List<RunStatistics> before = new ArrayList<>();
    for (int seed = 0; seed < 2; seed++) {
      before.add(output(seed, "5", "1.0", 10));
      before.add(output(seed, "20", "1.0", 14));
      before.add(output(seed, "5", "5", 30));
      before.add(output(seed, "20", "5", 38));
    }
    List<RunStatistics> after = new ArrayList<>(before);
    after.add(
        SampleRun.of(0, "alone")
            .at(Map.of("founders", "1.0", "frequency", "5", "pooling", "on"))
            .outputs(99.0, 1.0)
            .figures());
    List<FactorEffect> effects = OutputEffects.of(before, after, MatchedRuns.of(before, after));
    assertEffect(22, "founders", effects.get(0));
    assertEffect(6, "frequency", effects.get(1));
    assertEffect(2, "founders × frequency", effects.get(2));
    assertEquals("5", effects.get(1).from());
    assertEquals("20", effects.get(1).to());
    assertNull(effects.get(2).from());
    assertEquals("patterns at the end", effects.get(3).output());
    assertEquals(6, effects.size());
  }

  private static void assertEffect(double value, String factor, FactorEffect effect) {
    assertEquals(factor, effect.factor());
    assertEquals(new Estimate(value, value, value, 2), effect.unoptimized());
    assertEquals(effect.unoptimized(), effect.matched());
    assertEquals(effect.unoptimized(), effect.optimized());
  }

  private static RunStatistics growing(int seed, double share, Map<String, String> levels) {
    return SampleRun.of(seed, "t").accelerating(share).at(levels).figures();
  }

  private static RunStatistics output(int seed, String frequency, String founders, double value) {
    Map<String, String> setting =
        Map.of("founders", founders, "frequency", frequency, "pooling", "off");
    return SampleRun.of(seed, frequency + "/" + founders + "/")
        .at(setting)
        .outputs(value, 10 * value)
        .figures();
  }
}
