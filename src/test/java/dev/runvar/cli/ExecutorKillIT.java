package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.Outcome;
import dev.runvar.store.RunMarker;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor that is killed takes its runs along, and only these; Spark has them done again. */
@Tag("long")
class ExecutorKillIT {

  private static final String STUDY =
      """
      study: executors
      cycles: 100
      replications: 12
      seed: 3
      fixed: {max_agents: 6, warmup: 4s, variant: optimized}
      experiments: {only: {}}
      """;

  @TempDir private Path directory;

  @Test
  void the_study_ends_complete_and_no_child_of_the_executor_lives() throws Exception {
    Path study = Files.writeString(directory.resolve("study.yaml"), STUDY);
    Path log = directory.resolve("log");
    Process driver = submitted(study, log);

    List<RunMarker> active = awaitTwoRuns(driver, log);
    ProcessHandle executor = anExecutor(driver);
    List<Long> children = executor.children().map(ProcessHandle::pid).toList();
    assertFalse(children.isEmpty(), "the executor had no run");
    // Not destroy(): nothing of the executor gets to run any more.
    new ProcessBuilder("kill", "-KILL", String.valueOf(executor.pid())).start().waitFor();
    for (int i = 0; i < 50 && anyAlive(children); i++) {
      Thread.sleep(100);
    }
    assertFalse(anyAlive(children), "children of the killed executor live: " + children);

    assertEquals(0, driver.waitFor(), Files.readString(log));
    StudyStore store = Workspace.open(directory.toString()).study("executors");
    assertEquals(12, store.records().size());
    assertEquals(12, store.committedAttempts().size());
    assertTrue(store.records().stream().allMatch(record -> record.cycles() == 100));
    Set<String> committed =
        store.records().stream().map(RunRecord::attempt).collect(Collectors.toSet());
    List<RunMarker> lost =
        active.stream().filter(marker -> !committed.contains(marker.attempt())).toList();
    assertEquals(1, lost.size(), "attempts lost with the executor: " + lost);
    assertEquals(
        lost.get(0).attempt(),
        store.markers().stream().map(RunMarker::attempt).findFirst().orElse(""));
    assertEquals(undisturbed(study), trajectories(store));
  }

  @Test
  void a_run_that_takes_its_executor_along_is_given_up_and_the_others_go_on() throws Exception {
    Path study =
        Files.writeString(
            directory.resolve("study.yaml"),
            """
            study: executors
            cycles: 1
            replications: 3
            seed: 3
            workload: {command: [sh, -c, 'test {kills} = no || kill -KILL $PPID; sleep 1']}
            experiments: {only: {factors: {kills: [yes, no]}}}
            """);
    submit(study, 1);
    StudyStore store = Workspace.open(directory.toString()).study("executors");
    assertEquals(6, store.records().size());
    for (RunRecord record : store.records()) {
      boolean kills = record.levels().get("kills").equals("yes");
      assertEquals(kills ? Outcome.KILLED : Outcome.OK, record.outcome());
      if (kills) {
        assertEquals("its executor was lost 3 times", record.failure().message());
      }
    }
  }

  private void submit(Path study, int exitCode) throws Exception {
    Path log = directory.resolve("log");
    assertEquals(exitCode, submitted(study, log).waitFor(), Files.readString(log));
  }

  private Process submitted(Path study, Path log) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                "jobs/simulate.sh",
                "--master",
                "local-cluster[2,1,1024]",
                "--",
                study.toString(),
                "--workspace",
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(SparkDistribution.environment());
    return builder.start();
  }

  private List<RunMarker> awaitTwoRuns(Process driver, Path log) throws Exception {
    StudyStore store = Workspace.open(directory.toString()).study("executors");
    while (store.markers().size() < 2) {
      assertTrue(driver.isAlive(), Files.readString(log));
      Thread.sleep(200);
    }
    // By now both runs are in their warm-up.
    Thread.sleep(1_500);
    return store.markers();
  }

  private static ProcessHandle anExecutor(Process driver) {
    return driver
        .descendants()
        .filter(ExecutorKillIT::isExecutor)
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no executor"));
  }

  private static boolean isExecutor(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains("CoarseGrainedExecutorBackend");
    } catch (IOException e) {
      // It has ended.
      return false;
    }
  }

  private static boolean anyAlive(List<Long> pids) {
    return pids.stream().anyMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  private Map<String, String> undisturbed(Path study) throws Exception {
    Path workspace = directory.resolve("undisturbed");
    String text = Files.readString(study).replace("4s", "0s");
    Path quick = Files.writeString(directory.resolve("quick.yaml"), text);
    SparkDistribution.execute(
        Map.of(),
        RunvarProcess.command("simulate", quick.toString(), "--workspace", workspace.toString())
            .toArray(String[]::new));
    return trajectories(Workspace.open(workspace.toString()).study("executors"));
  }

  /** The warm-up is a parameter, so that run ids differ: the seed says which run it is. */
  private static Map<String, String> trajectories(StudyStore store) {
    return store.records().stream()
        .collect(Collectors.toMap(r -> String.valueOf(r.seed()), RunRecord::trajectory));
  }
}
