package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.Estimate;
import dev.runvar.result.Growth;
import dev.runvar.result.Growth.Gauge;
import dev.runvar.result.Growth.Overlay;
import dev.runvar.result.SampleGrowth;
import dev.runvar.result.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnexplainedGrowthTest {

  /** A growth of 100 ns, of which some is off the processor. */
  private static Growth growth(Double offNanos, Double memoryChange, List<Gauge> gauges) {
    List<Overlay> overlays =
        offNanos == null ? List.of() : List.of(new Overlay("off-CPU", offNanos, null));
    return new SampleGrowth(1, 100)
        .overlays(overlays)
        .gauges(gauges)
        .memoryChange(memoryChange)
        .get();
  }

  @Test
  void processor_time_in_a_part_is_named_with_what_was_found_absent() {
    Verdict absent =
        new Verdict("not-supported", "none", null, 0.0, null, 0.5, 0.5, 0.1, 5, "absent: none");
    CauseResults causes =
        new CauseResults(
            "e",
            List.of(new CauseResult("heat", "c", absent, null)),
            null,
            List.of(),
            null,
            null,
            null,
            null);
    assertEquals(
        Optional.of("Processor time in advance grows, and no gauge, nor heat, explains it."),
        UnexplainedGrowth.sentence(growth(5.0, 0.0, null), "advance", causes));
  }

  @Test
  void a_gauge_that_grew_along_may_explain_it() {
    Gauge gauge = new Gauge("queue", false, 1, 2, false, 1, new Estimate(0, null, null, 1));
    assertEquals(
        Optional.empty(),
        UnexplainedGrowth.sentence(growth(null, null, List.of(gauge)), null, null));
  }

  @Test
  void checks_are_those_that_the_telemetry_agrees_with() {
    String steady = UnexplainedGrowth.checks(growth(5.0, 0.01, null), null);
    assertTrue(steady.contains("subnormal numbers"), steady);
    assertFalse(steady.contains("page faults"), steady);
    assertFalse(steady.contains("disks"), steady);

    String larger = UnexplainedGrowth.checks(growth(5.0, 0.4, null), null);
    assertTrue(larger.contains("as the memory in use changed by +40 %"), larger);
    assertFalse(larger.contains("subnormal"), larger);

    String waiting = UnexplainedGrowth.checks(growth(95.0, 0.4, null), null);
    assertTrue(waiting.contains("disks, locks and other programs"), waiting);
    assertFalse(waiting.contains("page faults"), waiting);
  }
}
