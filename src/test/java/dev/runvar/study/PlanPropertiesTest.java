package dev.runvar.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the plan of every study, tried on many random ones. */
class PlanPropertiesTest {

  private static final int STUDIES = 300;
  private static final int REPLICATIONS = 20;

  @TempDir private Path directory;

  @Test
  void a_seed_depends_on_root_and_replication_only() throws IOException {
    Map<List<Long>, Integer> seeds = new HashMap<>();
    Map<List<Long>, Integer> replications = new HashMap<>();
    for (Study study : studies()) {
      for (RunSpec run : Plan.of(study)) {
        assertTrue(run.seed() >= 1);
        assertSame(seeds, List.of(study.seed(), (long) run.replication()), run.seed());
        assertSame(replications, List.of(study.seed(), (long) run.seed()), run.replication());
      }
    }
  }

  @Test
  void a_run_id_stands_for_all_that_decides_the_run_and_nothing_else() throws IOException {
    Map<List<Object>, String> ids = new HashMap<>();
    Map<String, List<Object>> runs = new HashMap<>();
    for (Study study : studies()) {
      for (RunSpec run : Plan.of(study)) {
        List<Object> decisive =
            List.of(
                run.experiment(),
                run.parameters(),
                run.seed(),
                run.cycles(),
                study.workload().fingerprint());
        assertSame(ids, decisive, run.runId());
        assertSame(runs, run.runId(), decisive);
      }
    }
  }

  @Test
  void each_replication_has_every_treatment_once_and_comes_after_the_one_before()
      throws IOException {
    for (Study study : studies()) {
      Set<List<Object>> treatments = new HashSet<>();
      study
          .experiments()
          .forEach(e -> e.treatments().forEach(t -> treatments.add(List.of(e.id(), t.levels()))));
      List<RunSpec> plan = Plan.of(study);
      assertEquals(treatments.size() * study.replications(), plan.size());
      for (int r = 0; r < study.replications(); r++) {
        int first = r * treatments.size();
        List<RunSpec> runs = plan.subList(first, first + treatments.size());
        assertEquals(treatments, Set.copyOf(runs.stream().map(this::treatment).toList()));
        for (int i = 0; i < runs.size(); i++) {
          assertEquals(r, runs.get(i).replication());
          assertEquals(first + i, runs.get(i).order());
        }
      }
    }
  }

  @Test
  void a_study_written_in_another_order_has_the_same_plan() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < STUDIES; i++) {
      RandomStudy study = new RandomStudy(random);
      assertEquals(plan(study.yaml()), plan(study.yaml()));
    }
  }

  @Test
  void an_extension_keeps_the_runs_and_their_order() throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < STUDIES; i++) {
      RandomStudy study = new RandomStudy(random);
      Study before = StudyFiles.read(directory, study.yaml());
      study.extend();
      Study after = StudyFiles.read(directory, study.yaml());
      assertEquals(List.of(), StudyChange.differences(before, after));
      List<String> idsBefore = Plan.of(before).stream().map(RunSpec::runId).toList();
      List<String> idsAfter =
          Plan.of(after).stream()
              .map(RunSpec::runId)
              .filter(Set.copyOf(idsBefore)::contains)
              .toList();
      assertEquals(idsBefore, idsAfter);
    }
  }

  @Test
  void replications_and_roots_have_orders_of_their_own() throws IOException {
    Set<List<List<Object>>> orders = new HashSet<>();
    for (int root = 0; root < 10; root++) {
      List<RunSpec> plan = plan(experiments(root, 6, 6));
      for (int first = 0; first < plan.size(); first += 12) {
        orders.add(plan.subList(first, first + 12).stream().map(this::treatment).toList());
      }
    }
    // Of 12! random orders, 200 are all different but for one time in 20,000.
    assertEquals(10 * REPLICATIONS, orders.size());
  }

  /**
   * Counts how often the next run is another experiment's. Of N runs, n of each experiment, a
   * random order has N − Σn²/N such changes on average (the runs test of Wald and Wolfowitz), an
   * order in blocks one less than there are experiments.
   *
   * <p>With 5 to 20 runs of each experiment and 20 replications, the standard deviation of the sum
   * is at most a 15th of its mean. A random order is above half the mean unless it is seven
   * deviations off; blocks are below it, as the test shows.
   */
  @Test
  void experiments_are_interleaved_within_a_replication() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      int[] sizes = random.ints(random.nextInt(2, 6), 5, 21).toArray();
      List<RunSpec> plan = plan(experiments(i, sizes));
      double n = IntStream.of(sizes).sum();
      double mean = REPLICATIONS * (n - IntStream.of(sizes).mapToDouble(s -> s * s).sum() / n);
      List<RunSpec> blocks = new ArrayList<>(plan);
      blocks.sort(Comparator.comparingInt(RunSpec::replication).thenComparing(RunSpec::experiment));
      assertTrue(changes(blocks) < mean / 2);
      assertTrue(changes(plan) > mean / 2, changes(plan) + " changes, on average " + mean);
    }
  }

  private static long changes(List<RunSpec> plan) {
    return IntStream.range(1, plan.size())
        .filter(i -> plan.get(i).replication() == plan.get(i - 1).replication())
        .filter(i -> !plan.get(i).experiment().equals(plan.get(i - 1).experiment()))
        .count();
  }

  private static <K, V> void assertSame(Map<K, V> known, K key, V value) {
    V before = known.putIfAbsent(key, value);
    assertEquals(before == null ? value : before, value, key::toString);
  }

  private List<Object> treatment(RunSpec run) {
    return List.of(run.experiment(), run.levels());
  }

  private List<RunSpec> plan(String yaml) throws IOException {
    return Plan.of(StudyFiles.read(directory, yaml));
  }

  /** Returns random studies, and an extension of each. */
  private List<Study> studies() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    List<Study> studies = new ArrayList<>();
    for (int i = 0; i < STUDIES; i++) {
      RandomStudy study = new RandomStudy(random);
      studies.add(StudyFiles.read(directory, study.yaml()));
      study.extend();
      studies.add(StudyFiles.read(directory, study.yaml()));
    }
    return studies;
  }

  /** Returns a study with as many treatments in each experiment. */
  private static String experiments(long seed, int... treatments) {
    String experiments =
        IntStream.range(0, treatments.length)
            .mapToObj(e -> "e%d: {factors: {x: %s}}".formatted(e, levels(treatments[e])))
            .collect(Collectors.joining(", "));
    return "{study: s, cycles: 1, replications: %d, seed: %d, workload: {command: [run]}, experiments: {%s}}"
        .formatted(REPLICATIONS, seed, experiments);
  }

  private static List<Integer> levels(int count) {
    return IntStream.range(0, count).boxed().toList();
  }
}
