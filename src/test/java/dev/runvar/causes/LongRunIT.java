package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One run of a million cycles with every column, in the 2 GB of heap that tests have. */
@Tag("long")
class LongRunIT {

  private static final int CYCLES = 1_000_000;
  private static final SplittableRandom RANDOM = new SplittableRandom(3);

  @Test
  void a_million_cycles_have_all_figures() {
    RunEffects effects = TestStudy.effects(run(), RunContext.of(TestStudy.SCOPE));
    assertEquals(CYCLES, effects.cycles());
    for (AccumulationRule rule : AccumulationRule.of(TestStudy.SCOPE)) {
      AccumulationRule.OfRun claim = rule.of(effects).orElseThrow();
      assertNotNull(claim.doseOrNull(), rule.toString());
      assertNotNull(claim.growthOrNull(), rule.toString());
    }
    assertNotNull(effects.claimsOrNull().ofCollectionsOrNull());
    assertTrue(Double.isFinite(effects.besideOrNull().overlays().collectionNanos()));
    assertTrue(Double.isFinite(effects.besideOrNull().overlays().offCpuNanos()));
    assertTrue(Double.isFinite(effects.besideOrNull().attribution().rSquared()));
    ResourceContention.OfRun contention =
        effects.of(new ResourceContention(), ResourceContention.OfRun.class).orElseThrow();
    assertTrue(contention.doses().containsKey(ResourceContention.Reading.LOAD));
    MemoryFragmentation.OfRun fragmentation =
        effects.of(new MemoryFragmentation(), MemoryFragmentation.OfRun.class).orElseThrow();
    assertNotNull(fragmentation.doseOrNull());
    assertEquals(250, effects.course().orElseThrow().block());
  }

  private static RunTelemetry run() {
    Map<String, double[]> columns = new HashMap<>();
    RunTelemetry.COLUMNS.stream().sorted().forEach(name -> columns.put(name, wandering()));
    double[] wall = column(c -> 1e6 + 0.1 * c + 1e4 * RANDOM.nextGaussian());
    columns.put("wall_nanos", wall);
    columns.put("cpu_nanos", column(c -> wall[c] * (0.9 + 0.01 * RANDOM.nextGaussian())));
    columns.put("gc_nanos", column(c -> c % 100 == 0 ? 1e5 : 0));
    columns.put("probe_number", column(c -> c - c % 3));
    columns.put("patterns", wandering());
    columns.put("database_bytes", column(c -> 80.0 * (c - c % 50)));
    columns.put("allocator_reserved_bytes", column(c -> 1e8));
    Map<String, double[]> phases = new HashMap<>();
    for (String phase : List.of("evolve", "persist", "recall")) {
      phases.put(phase, column(c -> wall[c] * (0.2 + 0.01 * RANDOM.nextGaussian())));
    }
    return new RunTelemetry(columns, phases);
  }

  /** A stationary series about a level, whose neighbours hang together. */
  private static double[] wandering() {
    double[] values = new double[CYCLES];
    double wandering = 0;
    for (int i = 0; i < CYCLES; i++) {
      wandering = 0.9 * wandering + RANDOM.nextGaussian();
      values[i] = 100 + wandering;
    }
    return values;
  }

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, CYCLES).mapToDouble(value).toArray();
  }
}
