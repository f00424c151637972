package dev.runvar.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.Design;
import dev.runvar.facts.DesignFactor;
import dev.runvar.facts.RunStatistics;
import dev.runvar.facts.SampleRun;
import dev.runvar.result.Ablation;
import dev.runvar.result.Ablation.AblatedExperiment;
import dev.runvar.result.Ablation.Contribution;
import dev.runvar.result.Ablation.Effect;
import dev.runvar.result.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AblationAnalysisTest {

  private static final double FLOOR = 0.01;
  private static final DesignFactor A = new DesignFactor("a", List.of("off", "on"));
  private static final DesignFactor B = new DesignFactor("b", List.of("slow", "fast"));
  private static final Design DESIGN = new Design("e", List.of(A, B), Design.Kind.SWITCHES);

  /** Runtimes with neither switch, with a, with b, with both; a seed a line. */
  private static final double[][] CELLS = {{100, 60, 90, 20}, {110, 65, 99, 24}, {105, 58, 96, 25}};

  /**
   * {@code s = np.array([[c[0] - c[1] + c[2] - c[3], c[0] - c[2] + c[1] - c[3]] for c in cells]) /
   * 2; r = scipy.stats.ttest_1samp(s, 0); s.mean(0), r.pvalue, r.confidence_interval(0.95)}, SciPy
   * 1.17.1; {@code multipletests(r.pvalue, method="holm")[1]}, statsmodels 0.15.0.
   */
  @Test
  void each_switch_has_its_mean_saving_over_both_orders() {
    Ablation ablation = analysis(List.of(DESIGN), runs(CELLS));
    Contribution a = ablation.contributions().get(0);
    Contribution b = ablation.contributions().get(1);
    assertEstimate(58, 51.42758939, 64.57241061, a.shapleyNanos());
    assertEstimate(24, 17.42758939, 30.57241061, b.shapleyNanos());
    assertEquals(0.0006929, a.p(), 1e-7);
    assertEquals(0.0013858, a.pAdjusted(), 1e-7);
    assertEquals(0.00402648, b.pAdjusted(), 1e-8);
    assertEquals(44, a.aloneNanos().value(), 1e-12);
    assertEquals(72, a.lastNanos().value(), 1e-12);
    assertEquals(58.0 / 82, a.share(), 1e-12);
    assertEquals("off", a.from());
    assertEquals("fast", b.to());
  }

  /**
   * {@code np.exp(np.log(c[:, 0] / c[:, 3]).mean())}; {@code scipy.stats.ttest_1samp(c[:, 0] - c[:,
   * 3], 0).confidence_interval(0.95)}, SciPy 1.17.1.
   */
  @Test
  void the_savings_sum_to_the_whole() {
    Ablation ablation = analysis(List.of(DESIGN), runs(CELLS));
    AblatedExperiment experiment = ablation.experiments().get(0);
    assertEstimate(82, 73.39469454050108, 90.60530545949892, experiment.savedNanos());
    assertEquals(4.582828227165112, experiment.speedup().value(), 1e-12);
    assertEquals(105, experiment.firstNanos(), 1e-12);
    assertEquals(23, experiment.lastNanos(), 1e-12);
    assertEquals(3, experiment.seeds());
    assertEquals(
        82,
        ablation.contributions().stream().mapToDouble(c -> c.shapleyNanos().value()).sum(),
        1e-12);
  }

  /**
   * {@code e = [(c[0] - c[1] + c[2] - c[3]) / 2, (c[0] - c[2] + c[1] - c[3]) / 2, (c[1] + c[2] -
   * c[0] - c[3]) / 2]} of the cells and of {@code np.log(cells)}; {@code scipy.stats.ttest_1samp(e,
   * 0)}, SciPy 1.17.1; {@code multipletests(p, method="holm")[1]}, statsmodels 0.15.0.
   */
  @Test
  void contrasts_are_tested_on_their_own_scale_and_adjusted_together() {
    List<Effect> effects = analysis(List.of(DESIGN), runs(CELLS)).effects();
    Effect interaction = effect(effects, "a × b", "saved-nanos");
    assertEquals(14, interaction.estimate().value(), 1e-12);
    assertEquals(0.00506332, interaction.p(), 1e-8);
    assertEquals(0.00805295, interaction.pAdjusted(), 1e-8);
    Effect speedup = effect(effects, "a", "speed-up");
    assertEstimate(2.67203933, 2.5340924, 2.81749559, speedup.estimate());
    assertEquals(0.00047123, speedup.pAdjusted(), 1e-8);
    assertEquals(1.5517189, effect(effects, "a × b", "speed-up").estimate().value(), 1e-7);
    // A standard deviation of a tenth everywhere: nothing changes the CV or the acceleration.
    assertEquals(1, effect(effects, "b", "cv").estimate().value(), 1e-12);
    assertEquals(0, effect(effects, "b", "acceleration").estimate().value(), 1e-12);
    assertEquals(12, effects.size());
  }

  @Test
  void a_switch_that_does_nothing_is_called_so() {
    double[][] idle = {{1000, 500, 1001, 499}, {1100, 520, 1099, 521}, {1050, 530, 1050, 531}};
    List<String> answers = analysis(List.of(DESIGN), runs(idle)).experiments().get(0).answers();
    assertEquals("a off → on saves 50.8 % of the first runtime", answers.get(0));
    assertEquals("b slow → fast does nothing: less than 1 % of the first runtime", answers.get(1));
    double[][] unclear = {{1000, 500, 900, 420}, {1100, 520, 1190, 600}, {1050, 530, 1020, 520}};
    assertTrue(
        analysis(List.of(DESIGN), runs(unclear))
            .experiments()
            .get(0)
            .answers()
            .get(1)
            .startsWith("how much b slow → fast saves is not clear from these seeds: "));
    assertEquals(
        "b slow → fast does nothing: less than 25 % of the first runtime",
        AblationAnalysis.of(List.of(DESIGN), runs(unclear), 0.25)
            .experiments()
            .get(0)
            .answers()
            .get(1));
  }

  @Test
  void seeds_without_all_cells_are_left_out_and_one_is_not_enough() {
    List<RunStatistics> incomplete = new ArrayList<>(runs(CELLS));
    incomplete.remove(11);
    assertEquals(2, analysis(List.of(DESIGN), incomplete).experiments().get(0).seeds());
    incomplete.remove(4);
    assertNull(analysis(List.of(DESIGN), incomplete));
  }

  @Test
  void runs_that_take_no_time_are_left_out() {
    double[][] still = {{100, 60, 90, 20}, {110, 65, 99, 0}, {105, 58, 96, 25}};
    Ablation ablation = analysis(List.of(DESIGN), runs(still));
    assertEquals(2, ablation.experiments().get(0).seeds());
    assertEquals(2, effect(ablation.effects(), "a", "speed-up").estimate().seeds());
  }

  @Test
  void factors_of_any_name_are_switches_when_they_leave_the_path_alone() {
    Design any = new Design("e", List.of(A, B), Design.Kind.ANY);
    assertEquals(true, analysis(List.of(any), runs(CELLS)).experiments().get(0).samePath());
    List<RunStatistics> other = new ArrayList<>(runs(CELLS));
    other.set(0, SampleRun.of(0, "t").path("other").at(setting(0)).figures());
    assertNull(analysis(List.of(any), other));
    assertFalse(analysis(List.of(DESIGN), other).experiments().get(0).samePath());
  }

  @Test
  void three_levels_one_factor_and_other_experiments_are_no_ablation() {
    DesignFactor three = new DesignFactor("b", List.of("slow", "fast", "faster"));
    for (List<DesignFactor> factors : List.of(List.of(A, three), List.of(A))) {
      assertNull(analysis(List.of(new Design("e", factors, Design.Kind.SWITCHES)), runs(CELLS)));
    }
    assertNull(
        analysis(List.of(new Design("f", List.of(A, B), Design.Kind.SWITCHES)), runs(CELLS)));
  }

  private static Ablation analysis(List<Design> designs, List<RunStatistics> runs) {
    return AblationAnalysis.of(designs, runs, FLOOR);
  }

  private static List<RunStatistics> runs(double[][] cells) {
    List<RunStatistics> runs = new ArrayList<>();
    for (int seed = 0; seed < cells.length; seed++) {
      for (int cell = 0; cell < cells[seed].length; cell++) {
        runs.add(
            SampleRun.of(seed, "t")
                .nanos(cells[seed][cell], 0.1 * cells[seed][cell])
                .at(setting(cell))
                .figures());
      }
    }
    return runs;
  }

  private static Map<String, String> setting(int cell) {
    return Map.of("a", A.levels().get(cell & 1), "b", B.levels().get(cell >> 1));
  }

  private static Effect effect(List<Effect> effects, String name, String measure) {
    return effects.stream()
        .filter(effect -> effect.name().equals(name) && effect.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  private static void assertEstimate(double value, double low, double high, Estimate estimate) {
    assertEquals(value, estimate.value(), 1e-7);
    assertEquals(low, estimate.low(), 1e-7);
    assertEquals(high, estimate.high(), 1e-7);
  }
}
