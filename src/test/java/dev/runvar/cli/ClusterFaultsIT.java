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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dies, freezes or fills up on a cluster takes its runs along, and only these. */
@Tag("long")
class ClusterFaultsIT {

  private static final int RUNS = 12;

  private static final String STUDY =
      """
      study: faults
      cycles: 100
      replications: 12
      seed: 3
      fixed: {max_agents: 6, warmup: %s, variant: optimized}
      experiments: {only: {}}
      """;

  private static final Duration GONE = Duration.ofSeconds(5);

  /** After some seconds without a sign of life a worker or an executor counts as lost. */
  private static final String LOST_WORKER = "-Dspark.worker.timeout=10";

  private static final List<String> LOST_EXECUTOR =
      List.of(
          "--conf", "spark.executor.heartbeatInterval=2s",
          "--conf", "spark.network.timeout=10s",
          "--conf", "spark.network.timeoutInterval=2s");

  @TempDir private static Path shared;
  private static Map<String, String> undisturbed;

  @TempDir private Path directory;
  private TestCluster cluster;

  @BeforeAll
  static void computeUndisturbed() throws Exception {
    Path study = Files.writeString(shared.resolve("study.yaml"), STUDY.formatted("0s"));
    SparkDistribution.execute(
        Map.of(),
        RunvarProcess.command("simulate", study.toString(), "--workspace", shared.toString())
            .toArray(String[]::new));
    undisturbed = trajectories(Workspace.open(shared.toString()).study("faults"));
    assertEquals(RUNS, undisturbed.size());
  }

  @AfterEach
  void stopCluster() throws Exception {
    if (cluster != null) {
      cluster.stop();
    }
  }

  @Test
  void a_killed_executor_loses_its_run_and_no_other() throws Exception {
    cluster = TestCluster.start(directory);
    Process driver = submit(List.of());
    awaitTwoRuns(driver);
    ProcessHandle executor = executorOf(TestCluster.FIRST_WORKER);
    List<ProcessHandle> children = executor.descendants().toList();
    assertFalse(children.isEmpty(), "the executor had no run");

    signal("KILL", Stream.of(executor));
    await(GONE, () -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertEquals(0, driver.waitFor(), log());
    assertComplete();
    assertEquals(1, lost().size(), "attempts lost with the executor: " + lost());
  }

  @Test
  void a_killed_worker_takes_its_executor_along_and_the_other_goes_on() throws Exception {
    cluster = TestCluster.start(directory);
    Process driver = submit(List.of());
    awaitTwoRuns(driver);
    ProcessHandle worker = cluster.daemon(TestCluster.FIRST_WORKER);
    List<ProcessHandle> children = worker.descendants().toList();
    assertTrue(children.size() > 1, "the worker had no run");

    signal("KILL", Stream.of(worker));
    await(GONE, () -> children.stream().noneMatch(ProcessHandle::isAlive));
    assertEquals(0, driver.waitFor(), log());
    assertComplete();
    assertEquals(1, lost().size(), "attempts lost with the worker: " + lost());
  }

  @Test
  void after_a_killed_driver_nothing_runs_on_and_the_same_command_goes_on() throws Exception {
    cluster = TestCluster.start(directory);
    Process driver = submit(List.of());
    awaitTwoRuns(driver);
    await(Duration.ofMinutes(2), () -> store().committedAttempts().size() >= 2);
    List<ProcessHandle> runs = runProcesses();
    assertFalse(runs.isEmpty(), "no run was active");

    signal("KILL", Stream.concat(Stream.of(driver.toHandle()), driver.descendants()));
    await(GONE, () -> runs.stream().noneMatch(ProcessHandle::isAlive));
    Set<String> before = Set.copyOf(store().committedAttempts());
    assertTrue(before.size() < RUNS, "the study had ended");

    assertEquals(0, submit(List.of()).waitFor(), log());
    assertTrue(log().contains("%d of 12 runs to do".formatted(RUNS - before.size())), log());
    assertTrue(store().committedAttempts().containsAll(before));
    assertComplete();
  }

  @Test
  void a_worker_that_froze_and_comes_back_has_each_run_counted_once() throws Exception {
    cluster = TestCluster.start(directory, LOST_WORKER);
    Process driver = submit(LOST_EXECUTOR);
    awaitTwoRuns(driver);
    ProcessHandle worker = cluster.daemon(TestCluster.FIRST_WORKER);
    List<ProcessHandle> frozen = Stream.concat(Stream.of(worker), worker.descendants()).toList();
    List<ProcessHandle> itsRuns = executorOf(TestCluster.FIRST_WORKER).descendants().toList();
    assertFalse(itsRuns.isEmpty(), "the executor had no run");

    signal("STOP", frozen.stream());
    try {
      await(Duration.ofMinutes(2), () -> log().contains("Lost executor"));
    } finally {
      signal("CONT", frozen.stream());
    }
    await(Duration.ofMinutes(1), () -> itsRuns.stream().noneMatch(ProcessHandle::isAlive));
    assertEquals(0, driver.waitFor(), log());
    assertComplete();
    // The frozen attempt is lost, or was committed when its worker came back: then it is the
    // second.
    assertEquals(RUNS + 1, store().committedAttempts().size() + lost().size());
  }

  @Test
  void a_worker_without_room_is_left_out_and_the_other_does_its_runs() throws Exception {
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    cluster = TestCluster.start(directory);
    signal("TERM", Stream.of(cluster.daemon(TestCluster.FIRST_WORKER)));
    Process full = startWorkerWithFullDisk(scratch);
    try {
      String temporary = "spark.executor.extraJavaOptions=-Djava.io.tmpdir=" + scratch;
      assertEquals(0, submit(List.of("--conf", temporary)).waitFor(), log());
    } finally {
      signal("TERM", Stream.of(full.toHandle()));
      full.waitFor();
    }
    assertComplete();
    assertTrue(log().contains("Cannot start a run on "), log());
    assertTrue(log().contains(scratch + ": only "), log());
  }

  @Test
  void a_run_that_takes_its_executor_along_is_given_up_and_the_others_go_on() throws Exception {
    cluster = TestCluster.start(directory);
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: faults
        cycles: 1
        replications: 3
        seed: 3
        workload: {command: [sh, -c, 'test {kills} = no || kill -KILL $PPID; sleep 1']}
        experiments: {only: {factors: {kills: [yes, no]}}}
        """);
    assertEquals(1, submitted(List.of()).waitFor(), log());
    assertEquals(6, store().records().size());
    for (RunRecord record : store().records()) {
      boolean kills = record.levels().get("kills").equals("yes");
      assertEquals(kills ? Outcome.KILLED : Outcome.OK, record.outcome());
      if (kills) {
        assertEquals("its executor was lost 3 times", record.failure().message());
      }
    }
  }

  private Process submit(List<String> options) throws Exception {
    Files.writeString(directory.resolve("study.yaml"), STUDY.formatted("4s"));
    return submitted(options);
  }

  private Process submitted(List<String> options) throws Exception {
    List<String> command = new ArrayList<>(List.of("jobs/simulate.sh"));
    command.addAll(List.of("--master", cluster.master()));
    command.addAll(options);
    command.addAll(List.of("--", directory.resolve("study.yaml").toString()));
    command.addAll(List.of("--workspace", directory.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().putAll(cluster.environment());
    return builder.start();
  }

  /** A worker in a name space of its own, in which the directory for temporary files is full. */
  private Process startWorkerWithFullDisk(Path scratch) throws Exception {
    String script =
        """
        mount -t tmpfs -o size=64k none "$SCRATCH"
        head -c 1m /dev/zero >"$SCRATCH/full" 2>/dev/null
        exec "$@"
        """;
    List<String> command =
        new ArrayList<>(List.of("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh"));
    command.addAll(List.of(cluster.workerCommand("full")));
    Path log = directory.resolve("full.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = new HashMap<>(cluster.environment());
    environment.put("SCRATCH", scratch.toString());
    builder.environment().putAll(environment);
    Process worker = builder.start();
    await(Duration.ofMinutes(1), () -> text(log).contains("Successfully registered"));
    return worker;
  }

  /** Waits until both workers are in the warm-up of a run. */
  private void awaitTwoRuns(Process driver) throws Exception {
    while (store().markers().size() < 2) {
      assertTrue(driver.isAlive(), log());
      Thread.sleep(200);
    }
    Thread.sleep(1_500);
  }

  private ProcessHandle executorOf(String worker) throws IOException {
    return cluster
        .daemon(worker)
        .children()
        .filter(child -> text(Path.of("/proc/" + child.pid() + "/cmdline")).contains("Coarse"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no executor"));
  }

  private List<ProcessHandle> runProcesses() throws IOException {
    return Stream.of(executorOf(TestCluster.FIRST_WORKER), executorOf(TestCluster.SECOND_WORKER))
        .flatMap(ProcessHandle::descendants)
        .toList();
  }

  /** Returns the attempts that began and were never committed. */
  private List<String> lost() {
    Set<String> committed = store().committedAttempts();
    return store().markers().stream()
        .map(RunMarker::attempt)
        .filter(attempt -> committed.stream().noneMatch(name -> name.contains(attempt)))
        .toList();
  }

  private void assertComplete() {
    List<RunRecord> records = store().records();
    assertEquals(RUNS, records.size());
    assertTrue(records.stream().allMatch(record -> record.outcome() == Outcome.OK));
    assertTrue(records.stream().allMatch(record -> record.cycles() == 100));
    assertEquals(undisturbed, trajectories(store()));
  }

  /** The warm-up is a parameter, so that run ids differ: the seed says which run it is. */
  private static Map<String, String> trajectories(StudyStore store) {
    return store.records().stream()
        .collect(Collectors.toMap(r -> String.valueOf(r.seed()), RunRecord::trajectory));
  }

  /** Not destroy(): nothing of what is killed gets to run any more. */
  private static void signal(String name, Stream<ProcessHandle> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.map(process -> String.valueOf(process.pid())).forEach(command::add);
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private static void await(Duration atMost, BooleanSupplier happens) throws Exception {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!happens.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "did not happen within " + atMost);
      Thread.sleep(100);
    }
  }

  private StudyStore store() {
    return Workspace.open(directory.toString()).study("faults");
  }

  private String log() {
    return text(directory.resolve("log"));
  }

  /** Returns what a file holds, nothing when it, or its process, is gone. */
  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
