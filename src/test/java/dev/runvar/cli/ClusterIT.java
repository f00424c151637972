package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies on a standalone cluster of separate processes, submitted by the scripts in jobs/ with a
 * whole Spark distribution.
 */
class ClusterIT {

  private static final String STUDY = "src/test/resources/submit.yaml";
  private static final String OWN_STUDY = "src/test/resources/own-program.yaml";

  @TempDir private static Path directory;
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = TestCluster.start(directory.resolve("cluster"));
  }

  @AfterAll
  static void stopCluster() throws Exception {
    if (cluster != null) {
      cluster.stop();
    }
  }

  @Test
  @Tag("long")
  void a_submitted_study_takes_the_paths_of_the_embedded_one_to_the_report() throws Exception {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    String embedded = directory.resolve("embedded").toString();
    assertEquals(0, Main.run(nowhere, nowhere, "simulate", STUDY, "--workspace", embedded));
    submit("jobs/simulate.sh", STUDY);
    submit("jobs/analyze.sh", "submit");
    submit("jobs/report.sh", "submit");
    assertEquals(trajectories(study(embedded, "submit")), trajectories(studyOnCluster("submit")));
    Path report = directory.resolve("submitted/submit/report");
    assertTrue(Files.exists(report.resolve("index.html")));
    assertTrue(Files.exists(report.resolve("figures/paper8_fig1_runtime_variance_timeline.png")));
  }

  @Test
  void files_of_a_command_go_to_directories_of_their_own_on_the_cluster() throws Exception {
    submit("jobs/simulate.sh", OWN_STUDY);
    assertComplete(studyOnCluster("own-program"));
  }

  @Test
  void the_launcher_needs_no_spark_submit() throws Exception {
    String workspace = directory.resolve("launched").toString();
    List<String> command =
        new ArrayList<>(RunvarProcess.command("simulate", OWN_STUDY, "--workspace", workspace));
    command.addAll(List.of("--master", cluster.master()));
    SparkDistribution.execute(
        Map.of("SPARK_LOCAL_IP", "127.0.0.1"), command.toArray(String[]::new));
    assertComplete(study(workspace, "own-program"));
  }

  /**
   * Profiles are committed with their runs, and what one driver has begun another one completes.
   */
  @Test
  @Tag("long")
  void a_program_is_diagnosed_on_the_cluster_although_its_driver_is_killed() throws Exception {
    Path workspace = directory.resolve("diagnosed");
    List<String> command =
        RunvarProcess.command(
            "diagnose",
            "--workspace",
            workspace.toString(),
            "--step",
            "full_ward:Ward.step",
            "--master",
            cluster.master(),
            "--",
            "python3",
            "src/test/python/diagnose/full_ward.py");
    // One run at a time on each executor takes its number of cores.
    command.add(1, "-Dspark.executor.cores=1");
    ProcessBuilder first = new ProcessBuilder(command).redirectErrorStream(true);
    first.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    first.redirectOutput(directory.resolve("log").toFile());
    Process driver = first.start();
    StudyStore store = study(workspace.toString(), "diagnose-full_ward");
    while (store.committedAttempts().isEmpty()) {
      if (!driver.isAlive()) {
        String log = Files.readString(directory.resolve("log"));
        throw new AssertionError(driver.exitValue() + " " + log);
      }
      Thread.sleep(50);
    }
    driver.destroyForcibly().waitFor();
    Set<String> before = store.committedAttempts();
    SparkDistribution.execute(
        Map.of("SPARK_LOCAL_IP", "127.0.0.1"), command.toArray(String[]::new));
    assertTrue(store.committedAttempts().containsAll(before));
    assertEquals(5, store.records().stream().map(RunRecord::runId).distinct().count());
    assertEquals(5, store.records().size());
    Path profiles = workspace.resolve("diagnose-full_ward/profiles/experiment=program");
    for (RunRecord record : store.records()) {
      assertEquals(Outcome.OK, record.outcome(), String.valueOf(record.failure()));
      assertTrue(Files.exists(profiles.resolve(record.profile().file().file())));
    }
    String analysis = store.readText("analysis/analysis.json").orElseThrow();
    assertEquals(
        "Ward.next_patient",
        new ObjectMapper().readTree(analysis).at("/headline/function/name").asText());
    assertTrue(Files.notExists(workspace.resolve("diagnose-full_ward-2")));
  }

  private static void assertComplete(StudyStore store) {
    assertEquals(4, store.records().size());
    for (RunRecord record : store.records()) {
      assertEquals(Outcome.OK, record.outcome(), String.valueOf(record.failure()));
      assertEquals(5, record.cycles());
    }
  }

  private static void submit(String script, String study) throws Exception {
    SparkDistribution.execute(
        cluster.environment(),
        script,
        "--master",
        cluster.master(),
        "--",
        study,
        "--workspace",
        directory.resolve("submitted").toString());
  }

  private static StudyStore studyOnCluster(String name) {
    return study(directory.resolve("submitted").toString(), name);
  }

  private static StudyStore study(String workspace, String name) {
    return Workspace.open(workspace).study(name);
  }

  private static Map<String, String> trajectories(StudyStore store) {
    return store.records().stream()
        .collect(Collectors.toMap(RunRecord::runId, RunRecord::trajectory));
  }
}
