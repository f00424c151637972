package dev.runvar.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Phases that lie within each other are told by what they fluctuate together. */
class NestedPhasesTest {

  private static final int CYCLES = 200;

  private final SplittableRandom random = new SplittableRandom(8);

  private final double[] compute = fluctuating(i -> 60);
  private final double[] write = fluctuating(i -> 20 + i / 10.0);
  private final double[] flush = fluctuating(i -> 18);

  @Test
  void an_inner_phase_is_taken_out_of_the_outer_one() {
    Map<String, double[]> phases = phases("step", sum(compute, write), "write", write);
    NestedPhases nested = NestedPhases.untangle(sum(compute, write), phases);
    assertEquals(Map.of("step", List.of("write")), nested.innerOfOuter());
    assertEquals(compute[77], phases.get("step")[77], 1e-9);
    assertEquals(write[77], phases.get("write")[77], 1e-9);
    assertEquals("step without write", nested.partOf("step"));
    assertEquals(
        List.of(
            "The phase write lies within the phase step: the time is taken out of that of step."),
        nested.notes());
  }

  @Test
  void a_phase_within_a_phase_within_a_phase_is_told_as_well() {
    double[] whole = sum(sum(compute, write), flush);
    Map<String, double[]> phases =
        phases("step", whole, "write", sum(write, flush), "flush", flush);
    NestedPhases nested = NestedPhases.untangle(whole, phases);
    assertFalse(nested.overlap());
    for (int i = 0; i < CYCLES; i++) {
      double together = phases.get("step")[i] + phases.get("write")[i] + phases.get("flush")[i];
      assertEquals(whole[i], together, 1e-9);
    }
  }

  @Test
  void phases_that_fit_into_their_cycles_stay_as_they_are() {
    Map<String, double[]> phases = phases("compute", compute.clone(), "write", write.clone());
    assertEquals(NestedPhases.NONE, NestedPhases.untangle(sum(compute, write), phases));
    assertEquals(compute[3], phases.get("compute")[3]);
  }

  /** Two threads, each with a phase of its own. */
  @Test
  void phases_beside_each_other_are_not_told_apart() {
    double[] longer =
        IntStream.range(0, CYCLES).mapToDouble(i -> Math.max(compute[i], 60)).toArray();
    NestedPhases nested = NestedPhases.untangle(longer, phases("a", compute, "b", write));
    assertTrue(nested.overlap());
    assertEquals(1, nested.notes().size());
  }

  private double[] fluctuating(IntToDoubleFunction mean) {
    return IntStream.range(0, CYCLES)
        .mapToDouble(i -> mean.applyAsDouble(i) * (1 + 0.03 * random.nextGaussian()))
        .toArray();
  }

  private static double[] sum(double[] first, double[] second) {
    return IntStream.range(0, first.length).mapToDouble(i -> first[i] + second[i]).toArray();
  }

  private static Map<String, double[]> phases(Object... namesAndTimes) {
    Map<String, double[]> phases = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTimes.length; i += 2) {
      phases.put((String) namesAndTimes[i], ((double[]) namesAndTimes[i + 1]).clone());
    }
    return phases;
  }
}
