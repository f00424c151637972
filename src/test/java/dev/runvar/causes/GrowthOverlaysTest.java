package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.result.Growth.Overlay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthOverlaysTest {

  private static final RunContext CONTEXT = RunContext.of(TestStudy.SCOPE);

  /**
   * {@code r = scipy.stats.ttest_1samp([(40 + 44) / 2, 36, 48], 0); r.confidence_interval(0.95)},
   * SciPy 1.17.1.
   */
  @Test
  void an_overlay_is_the_mean_over_seeds_of_late_minus_early() {
    List<Overlay> overlays =
        overlays(
            List.of(
                run(1, 10, 50, 100), run(1, 8, 52, 100), run(2, 14, 50, 100), run(3, 2, 50, 100)));
    Overlay collections = overlays.get(0);
    assertEquals("GC", collections.name());
    assertEquals(42, collections.nanos(), 1e-12);
    assertEquals(27.095173729498022, collections.interval().get(0), 1e-8);
    assertEquals(56.90482627050198, collections.interval().get(1), 1e-8);
  }

  /** Off the core are 1000 − 900 at first and 1000 − 990 at last; 1200 of 1000 is none. */
  @Test
  void time_off_the_core_is_never_negative() {
    double[] cpu = column(100, c -> c < 50 ? 900 : c % 2 == 0 ? 980 : 1_200);
    RunEffects run = effects(1, Map.of("wall_nanos", column(100, c -> 1_000), "cpu_nanos", cpu));
    assertEquals(List.of(new Overlay("off-CPU", 10 - 100, null)), overlays(List.of(run)));
  }

  @Test
  void what_is_not_measured_is_not_there() {
    RunEffects plain = effects(1, Map.of("wall_nanos", column(100, c -> 1_000 + c)));
    assertEquals(List.of(), overlays(List.of(plain)));
    List<Overlay> some = overlays(List.of(plain, run(2, 10, 50, 100)));
    assertEquals(40, some.get(0).nanos(), 1e-12);
    assertNull(some.get(0).interval());
  }

  @Test
  void under_ten_cycles_there_is_no_late_and_early() {
    assertEquals(List.of(), overlays(List.of(run(1, 10, 50, 9))));
    assertEquals(1, overlays(List.of(run(1, 10, 50, 10))).size());
  }

  private static List<Overlay> overlays(List<RunEffects> runs) {
    return GrowthOverlays.of(runs);
  }

  /** A run whose collections take other times in its first half and in its second. */
  private static RunEffects run(int seed, double first, double second, int cycles) {
    Map<String, double[]> columns = new HashMap<>();
    columns.put("wall_nanos", column(cycles, c -> 1_000 + c));
    columns.put("gc_nanos", column(cycles, c -> c < cycles / 2 ? first : second));
    return effects(seed, columns);
  }

  private static RunEffects effects(int seed, Map<String, double[]> columns) {
    return TestStudy.effects(seed, new RunTelemetry(columns, Map.of()), CONTEXT);
  }

  private static double[] column(int cycles, IntToDoubleFunction value) {
    return IntStream.range(0, cycles).mapToDouble(value).toArray();
  }
}
