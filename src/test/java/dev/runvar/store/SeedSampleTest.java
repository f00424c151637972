package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.RunSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeedSampleTest {

  private static final int RUNS_OF_SEED = 4;

  @Test
  void nothing_is_left_out_while_there_is_room() {
    assertEquals(4_000, sample(records(1_000), 4_000).size());
  }

  @Test
  void beyond_that_half_of_the_seeds_are_kept_and_all_runs_of_each() {
    Map<String, RunRecord> kept = sample(records(1_000), 3_999);
    Map<Integer, Long> runs = runsBySeed(kept.values());
    assertTrue(runs.size() > 440 && runs.size() < 560, runs.size() + " seeds");
    assertEquals(Set.of((long) RUNS_OF_SEED), new TreeSet<>(runs.values()));
  }

  @Test
  void the_same_are_kept_in_whatever_order_they_come() {
    List<RunRecord> records = new ArrayList<>(records(3_000));
    Set<String> kept = sample(records, 2_000).keySet();
    Collections.shuffle(records, new Random(1));
    assertEquals(kept, sample(records, 2_000).keySet());
  }

  @Test
  void of_a_smaller_study_with_the_same_seeds_no_other_seeds_are_kept() {
    List<RunRecord> records = records(3_000);
    Set<Integer> all = runsBySeed(sample(records, 2_000).values()).keySet();
    List<RunRecord> first = records.subList(0, 6_000);
    Set<Integer> ofHalf = runsBySeed(sample(first, 2_000).values()).keySet();
    Set<Integer> both = new TreeSet<>(runsBySeed(first).keySet());
    both.retainAll(all);
    assertTrue(ofHalf.containsAll(both));
  }

  @Test
  void a_hundred_seeds_are_kept_however_many_runs_they_have() {
    Map<String, RunRecord> kept = sample(records(1_000), 10);
    int seeds = runsBySeed(kept.values()).size();
    assertTrue(seeds >= 100 && seeds < 250, seeds + " seeds");
    assertEquals(60 * RUNS_OF_SEED, sample(records(60), 10).size());
  }

  private static Map<String, RunRecord> sample(List<RunRecord> records, int most) {
    Map<String, RunRecord> kept = new TreeMap<>();
    SeedSample sample = new SeedSample(kept, most);
    records.forEach(sample::add);
    return kept;
  }

  private static Map<Integer, Long> runsBySeed(Collection<RunRecord> records) {
    return records.stream()
        .collect(Collectors.groupingBy(RunRecord::seed, TreeMap::new, Collectors.counting()));
  }

  private static List<RunRecord> records(int seeds) {
    List<RunRecord> records = new ArrayList<>();
    for (int i = 0; i < seeds * RUNS_OF_SEED; i++) {
      int seed = 1 + i / RUNS_OF_SEED;
      String runId = "r" + i;
      records.add(
          new SampleRecord(
                  new RunSpec(
                      runId, runId, "e", new TreeMap<>(), new TreeMap<>(), seed - 1, seed, i, 10),
                  Outcome.OK,
                  null)
              .of(10, List.of()));
    }
    return records;
  }
}
