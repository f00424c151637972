package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A study whose driver is killed again and again is the study that was never disturbed. */
@Tag("long")
class DriverKillIT {

  private static final int KILLS = 10;
  private static final int RUNS = 40;

  /** Each run takes seconds, so that forty of them outlast ten kills. */
  private static final String STUDY =
      """
      study: killed
      cycles: 200
      replications: 10
      seed: 3
      isolation: %s
      fixed: {max_agents: 10, warmup: 3s, variant: optimized}
      experiments:
        all:
          factors: {frequency: [low, high], pooling: [off, on]}
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"process", "thread"})
  void nothing_is_lost_and_nothing_is_done_twice(String isolation) throws Exception {
    Path file = Files.writeString(directory.resolve("study.yaml"), STUDY.formatted(isolation));
    List<String> runIds = Plan.of(StudyReader.read(file)).stream().map(RunSpec::runId).toList();
    Map<String, String> undisturbed = undisturbed(file);
    SplittableRandom random = new SplittableRandom(isolation.hashCode());
    Set<String> before = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process driver = simulate(file);
      awaitRun(driver);
      Thread.sleep(random.nextLong(500, 8_000));
      assertTrue(driver.isAlive(), "the study ended before kill " + kill + ": " + log());
      driver.destroyForcibly().waitFor();
      awaitNoRunProcess(runIds);
      Set<String> now = store().committedAttempts();
      assertTrue(now.containsAll(before), "lost by kill " + kill);
      before = new HashSet<>(now);
    }
    assertTrue(before.size() > 0 && before.size() < RUNS, "committed by kills: " + before.size());
    Process last = simulate(file);
    assertEquals(0, last.waitFor(), log());
    long missing = RUNS - before.stream().map(StudyStore::runId).distinct().count();
    assertTrue(log().contains("%d of 40 runs to do".formatted(missing)), log());

    assertEquals(RUNS, store().committedAttempts().size());
    assertEquals(undisturbed, trajectories(store()));
    assertEquals(RUNS * 200, cyclesThatReadersSee());
  }

  private Map<String, String> undisturbed(Path file) throws IOException, InterruptedException {
    Path workspace = directory.resolve("undisturbed");
    Path quick =
        Files.writeString(
            directory.resolve("quick.yaml"), Files.readString(file).replace("3s", "0s"));
    Process process =
        RunvarProcess.start(
            directory.resolve("log"),
            RunvarProcess.command(
                "simulate", quick.toString(), "--workspace", workspace.toString()));
    assertEquals(0, process.waitFor(), log());
    return trajectories(Workspace.open(workspace.toString()).study("killed"));
  }

  /** The warm-up is a parameter, so that run ids differ: seed and levels say which run it is. */
  private static Map<String, String> trajectories(StudyStore store) {
    return store.records().stream()
        .collect(Collectors.toMap(r -> r.seed() + " " + r.levels(), RunRecord::trajectory));
  }

  private Process simulate(Path file) throws IOException {
    return RunvarProcess.start(
        directory.resolve("log"),
        RunvarProcess.command("simulate", file.toString(), "--workspace", workspace()));
  }

  /** However slow this machine is: each driver gets as far as its first run. */
  private void awaitRun(Process driver) throws Exception {
    long started = System.currentTimeMillis();
    while (store().markers().stream().noneMatch(run -> run.startedUnixMillis() > started)) {
      assertTrue(driver.isAlive(), log());
      Thread.sleep(100);
    }
  }

  /** Within seconds nothing lives that the killed driver had started. */
  private static void awaitNoRunProcess(List<String> runIds) throws Exception {
    for (int i = 0; i < 50 && !RunvarProcess.runProcesses(runIds).isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertEquals(List.of(), RunvarProcess.runProcesses(runIds));
  }

  private int cyclesThatReadersSee() throws Exception {
    Process analyze =
        RunvarProcess.start(
            directory.resolve("log"),
            RunvarProcess.command("analyze", "killed", "--workspace", workspace()));
    assertTrue(analyze.waitFor(5, TimeUnit.MINUTES), log());
    assertEquals(0, analyze.exitValue(), log());
    JsonNode analysis =
        new ObjectMapper()
            .readTree(directory.resolve("workspace/killed/analysis/analysis.json").toFile());
    return analysis.at("/experiments/0/cycles").asInt();
  }

  private StudyStore store() {
    return Workspace.open(workspace()).study("killed");
  }

  private String workspace() {
    return directory.resolve("workspace").toString();
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }
}
