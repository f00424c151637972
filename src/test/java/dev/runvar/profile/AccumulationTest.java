package dev.runvar.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.profile.Accumulation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AccumulationTest {

  private static final CycleSpans CYCLES =
      new CycleSpans(
          LongStream.rangeClosed(1, 1000).map(i -> i * 1_000_000).toArray(),
          LongStream.range(0, 1000).map(i -> 1_000_000).toArray());

  /** A run whose queue and customers grow by so many per cycle, with a list that only moves. */
  private static CensusedRun run(long seed, int perCycle, int censuses) {
    List<Census> all = new ArrayList<>();
    for (int i = 0; i < censuses; i++) {
      long cycle = 10 + i * 900L / censuses;
      all.add(
          new Census(
              cycle * 1000 + 1,
              1000,
              5000,
              9000,
              Map.of("Customer", perCycle * cycle, "function", 2000L),
              List.of(
                  new Census.Container("list", 1000 + perCycle * cycle, "main:queue"),
                  new Census.Container("list", 2000 + i % 2, "main:table"),
                  new Census.Container("dict", 1000 + 50 * cycle, ""))));
    }
    return new CensusedRun(seed, CYCLES, all);
  }

  @Test
  void containers_and_types_that_grow_are_named_with_what_a_cycle_adds() {
    List<Accumulation> found = Accumulation.of(List.of(run(1, 20, 10)));
    assertEquals(
        List.of("main:queue", "Customer"), found.stream().map(Accumulation::name).toList());
    assertEquals(Kind.CONTAINER, found.get(0).kind());
    assertEquals(20, found.get(0).perCycle(), 1e-9);
    assertEquals(1200, found.get(0).first(), 1e-9);
    assertTrue(found.get(0).interval().isEmpty());
  }

  @Test
  void seeds_give_an_interval_and_runs_of_one_seed_are_averaged() {
    Accumulation queue =
        Accumulation.of(List.of(run(1, 10, 5), run(1, 30, 5), run(2, 22, 5), run(3, 24, 5))).get(0);
    assertEquals(22, queue.perCycle(), 1e-9);
    assertEquals(2 * 4.302653 / Math.sqrt(3), queue.interval().orElseThrow().high() - 22, 1e-4);
  }

  @Test
  void what_does_not_grow_in_every_seed_does_not_accumulate() {
    assertEquals(List.of(), Accumulation.of(List.of(run(1, 20, 5), run(2, 0, 5))));
  }

  @Test
  void two_censuses_are_too_few() {
    assertEquals(List.of(), Accumulation.of(List.of(run(1, 20, 2))));
  }
}
