package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

  @TempDir private Path directory;

  @Test
  void every_treatment_runs_with_every_seed_and_all_ids_differ() throws IOException {
    List<RunSpec> plan = plan(StudyFiles.SMALL);
    assertEquals(12, plan.size());
    assertEquals(12, plan.stream().map(RunSpec::runId).distinct().count());
    assertEquals(2, plan.stream().map(RunSpec::seed).distinct().count());
  }

  @Test
  void runs_are_ordered_by_replication_and_shuffled_within_it() throws IOException {
    List<RunSpec> plan = plan(StudyFiles.SMALL.replace("replications: 2", "replications: 20"));
    for (int i = 0; i < plan.size(); i++) {
      assertEquals(i, plan.get(i).order());
      assertEquals(i / 6, plan.get(i).replication());
    }
    Set<List<String>> orders = new HashSet<>();
    for (int i = 0; i < plan.size(); i += 6) {
      orders.add(plan.subList(i, i + 6).stream().map(r -> r.experiment() + r.levels()).toList());
    }
    assertTrue(orders.size() > 10, "different orders: " + orders.size());
  }

  @Test
  void an_extension_keeps_the_runs_that_are_there() throws IOException {
    List<RunSpec> before = plan(StudyFiles.SMALL);
    List<RunSpec> after =
        plan(
            StudyFiles.SMALL
                    .replace("replications: 2", "replications: 3")
                    .replace("[low, high]", "[low, high, 0.1]")
                + "  third:\n    fixed: {throttling: on}\n");
    Set<String> ids = after.stream().map(RunSpec::runId).collect(Collectors.toSet());
    assertTrue(ids.containsAll(before.stream().map(RunSpec::runId).toList()));
    List<String> firstBefore = idsOf(before, 0);
    List<String> firstAfter = idsOf(after, 0);
    firstAfter.retainAll(firstBefore);
    assertEquals(firstBefore, firstAfter);
  }

  private static List<String> idsOf(List<RunSpec> plan, int replication) {
    return plan.stream()
        .filter(run -> run.replication() == replication)
        .map(RunSpec::runId)
        .collect(Collectors.toList());
  }

  @Test
  void a_run_id_follows_everything_that_decides_the_run() throws IOException {
    String id = plan(StudyFiles.SMALL).get(0).runId();
    assertNotEquals(id, plan(StudyFiles.SMALL.replace("cycles: 10", "cycles: 11")).get(0).runId());
    Set<String> ids = new HashSet<>(idsOf(plan(StudyFiles.SMALL), 0));
    assertTrue(disjoint(ids, StudyFiles.SMALL.replace("seed: 7", "seed: 8")));
    assertTrue(
        disjoint(ids, StudyFiles.SMALL.replace("seed: 7", "seed: 7\nfixed: {max_agents: 50}")));
  }

  private boolean disjoint(Set<String> ids, String text) throws IOException {
    return plan(text).stream().map(RunSpec::runId).noneMatch(ids::contains);
  }

  @Test
  void a_level_by_name_and_by_value_is_the_same_run() throws IOException {
    assertEquals(
        idsOf(plan(StudyFiles.SMALL), 0),
        idsOf(plan(StudyFiles.SMALL.replace("[low, high]", "[0.05, 0.20]")), 0));
  }

  @Test
  void seeds_are_different_in_range_and_do_not_depend_on_the_design() {
    for (long root : new long[] {0, 1, 20251030, Long.MAX_VALUE}) {
      Set<Integer> seeds = new HashSet<>();
      for (int replication = 0; replication < 10_000; replication++) {
        int seed = Plan.seed(root, replication);
        assertTrue(seed >= 1);
        assertTrue(seeds.add(seed));
      }
    }
  }

  @Test
  void the_papers_unoptimized_runs_match_those_with_both_mechanisms_off() {
    List<RunSpec> plan = Plan.of(StudyReader.read(Path.of("conf/paper8.yaml")));
    Set<String> unoptimized =
        plan.stream()
            .filter(run -> run.experiment().equals("c256"))
            .map(RunSpec::matchId)
            .collect(Collectors.toSet());
    List<RunSpec> matched =
        plan.stream()
            .filter(r -> !r.experiment().equals("c256") && unoptimized.contains(r.matchId()))
            .toList();
    assertEquals(40, unoptimized.size());
    assertEquals(40, matched.size());
    assertTrue(
        matched.stream().allMatch(r -> r.levels().values().stream().allMatch("off"::equals)));
  }

  private List<RunSpec> plan(String text) throws IOException {
    return Plan.of(StudyFiles.read(directory, text));
  }
}
