package dev.runvar.causes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.facts.AnalysisScope;
import dev.runvar.facts.RunContext;
import dev.runvar.facts.RunTelemetry;
import dev.runvar.result.CauseResults;
import dev.runvar.result.CauseResults.CauseResult;
import dev.runvar.result.CauseResults.GrownPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccumulationSearchTest {

  private static final RunContext CONTEXT = RunContext.of(AnalysisScope.of(0.01));
  private static final int CYCLES = 400;
  private static final double MILLISECOND = 1e6;

  /**
   * A queue that wanders about a rising line costs 10 µs per entry in one phase; a log only grows.
   */
  @Test
  void a_gauge_that_moves_by_itself_is_named_for_the_phase_that_it_slows_down() {
    CauseResults results = CauseAnalysis.of(runs(8, 10_000, false), CONTEXT);
    List<GrownPart> parts = results.accumulation();
    assertEquals(List.of("dispatch"), parts.stream().map(GrownPart::part).toList());
    CauseResult first = parts.get(0).gauges().get(0);
    assertEquals("queue", first.name());
    assertEquals("supported", first.verdict().evidence());
    CauseResult second = parts.get(0).gauges().get(1);
    assertEquals("log", second.name());
    assertTrue(!second.verdict().isSupported(), second.toString());
  }

  /** The same trend in all runs cannot be separated from time. */
  @Test
  void a_gauge_that_only_grows_is_a_candidate() {
    CauseResults results = CauseAnalysis.of(runs(8, 10_000, true), CONTEXT);
    GrownPart part = results.accumulation().get(0);
    assertEquals("dispatch", part.part());
    part.gauges().forEach(gauge -> assertEquals("candidate", gauge.verdict().evidence()));
  }

  @Test
  void a_program_that_does_not_grow_has_no_grown_part() {
    assertEquals(List.of(), CauseAnalysis.of(runs(8, 0, false), CONTEXT).accumulation());
  }

  @Test
  void fewer_than_five_seeds_claim_nothing() {
    assertEquals(List.of(), CauseAnalysis.of(runs(4, 10_000, false), CONTEXT).accumulation());
  }

  /** 40 studies of 5 seeds, 4 gauges and 4 phases, all of which grow alike: none claims a gauge. */
  @Test
  void phases_that_all_grow_alike_have_no_cause_among_gauges_that_grow_too() {
    int claims = 0;
    for (int study = 0; study < 40; study++) {
      SplittableRandom random = new SplittableRandom(study);
      List<RunTelemetry> runs =
          IntStream.range(0, 5).mapToObj(seed -> growingAlike(random)).toList();
      claims +=
          CauseAnalysis.of(runs, CONTEXT).accumulation().stream()
                  .flatMap(part -> part.gauges().stream())
                  .anyMatch(gauge -> gauge.verdict().isSupported())
              ? 1
              : 0;
    }
    assertEquals(0, claims);
  }

  private static List<RunTelemetry> runs(int seeds, double nanosPerEntry, boolean onlyGrows) {
    return IntStream.range(0, seeds)
        .mapToObj(seed -> run(new SplittableRandom(seed), nanosPerEntry, onlyGrows))
        .toList();
  }

  private static RunTelemetry run(
      SplittableRandom random, double nanosPerEntry, boolean onlyGrows) {
    double[] queue = new double[CYCLES];
    double[] log = new double[CYCLES];
    double[] dispatch = new double[CYCLES];
    double[] move = new double[CYCLES];
    double[] wall = new double[CYCLES];
    double wandering = 0;
    for (int i = 0; i < CYCLES; i++) {
      wandering = onlyGrows ? 0 : 0.9 * wandering + 20 * random.nextGaussian();
      double entries = Math.max(0, 50 + 0.5 * i + wandering);
      queue[i] = entries;
      log[i] = 7.0 * i;
      dispatch[i] = MILLISECOND * (1 + 0.02 * random.nextGaussian()) + nanosPerEntry * entries;
      move[i] = 2 * MILLISECOND * (1 + 0.02 * random.nextGaussian());
      wall[i] = dispatch[i] + move[i] + 0.5 * MILLISECOND * (1 + 0.02 * random.nextGaussian());
    }
    return new RunTelemetry(
        Map.of("wall_nanos", wall, "queue", queue, "log", log),
        Map.of("dispatch", dispatch, "move", move));
  }

  private static RunTelemetry growingAlike(SplittableRandom random) {
    double[] wall = new double[CYCLES];
    Map<String, double[]> columns = new HashMap<>();
    Map<String, double[]> phases = new HashMap<>();
    for (String name : List.of("a", "b", "c", "d")) {
      double[] gauge = new double[CYCLES];
      double[] phase = new double[CYCLES];
      double level = 100;
      for (int i = 0; i < CYCLES; i++) {
        level += 1 + 5 * random.nextGaussian();
        gauge[i] = level;
        phase[i] = MILLISECOND * (1 + i / 400.0) * (1 + 0.05 * random.nextGaussian());
        wall[i] += phase[i];
      }
      columns.put("gauge_" + name, gauge);
      phases.put(name, phase);
    }
    columns.put("wall_nanos", wall);
    return new RunTelemetry(columns, phases);
  }
}
