package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  void a_level_by_name_and_by_value_is_the_same_run() throws IOException {
    assertEquals(
        ids(StudyFiles.SMALL), ids(StudyFiles.SMALL.replace("[low, high]", "[0.05, 0.20]")));
  }

  @Test
  void seeds_are_different_and_in_range_also_where_they_go_on_at_1() {
    long goesRound = 324_426;
    assertEquals(Integer.MAX_VALUE, Plan.seed(goesRound, 2397));
    assertEquals(1, Plan.seed(goesRound, 2398));
    for (long root : new long[] {0, goesRound, Long.MAX_VALUE}) {
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

  private List<String> ids(String text) throws IOException {
    return Plan.of(StudyFiles.read(directory, text)).stream().map(RunSpec::runId).toList();
  }
}
