package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.RunRecord;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.util.functional.RemoteIterators;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workspace on HDFS, which renames, lists and refuses by rules of its own. */
@Tag("long")
class HdfsIT {

  private static final String STUDY =
      """
      study: tiny
      cycles: 20
      replications: 2
      seed: 3
      isolation: thread
      fixed: {max_agents: 6, warmup: 0s}
      experiments:
        before:
          fixed: {variant: unoptimized, pooling: off}
          factors: {frequency: [low, high]}
        after:
          fixed: {variant: optimized, frequency: low}
          factors: {pooling: [off, on]}
      """;

  @TempDir private static java.nio.file.Path directory;
  private static MiniDFSCluster cluster;
  private static DistributedFileSystem hdfs;
  private static String workspace;
  private static Map<String, String> localTrajectories;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startClusterAndRunLocally() throws IOException {
    // Servers that share our process warn of what a cluster of minutes may ignore; the client's
    // warnings, which a user would see, stay.
    for (String server :
        List.of(
            "org.apache.hadoop.hdfs.server",
            "org.apache.hadoop.security.authentication.server",
            "org.apache.hadoop.fs.CachingGetSpaceUsed")) {
      Configurator.setLevel(server, Level.OFF);
    }
    cluster =
        new MiniDFSCluster.Builder(new Configuration(), directory.resolve("hdfs").toFile())
            .numDataNodes(2)
            .build();
    hdfs = cluster.getFileSystem();
    workspace = "hdfs://localhost:%d/studies".formatted(cluster.getNameNodePort());
    String local = directory.resolve("local").toString();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    assertEquals(0, Main.run(nowhere, nowhere, "simulate", write(STUDY), "--workspace", local));
    localTrajectories = trajectories(records(local));
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.shutdown();
    }
  }

  @AfterEach
  void removeStudies() throws IOException {
    hdfs.delete(new Path(workspace), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"process", "thread"})
  void a_study_goes_through_every_stage_as_in_a_local_workspace(String isolation)
      throws IOException {
    assertEquals(0, run(STUDY.replace("isolation: thread", "isolation: " + isolation)));
    assertTrue(err.toString().contains("8 of 8 runs, 0 failed"), err.toString());
    assertTrue(out.toString().contains("Results:  " + workspace + "/tiny"), out.toString());
    assertEquals(localTrajectories, trajectories(records(workspace)));
    assertEquals(8, files("telemetry/*/*.parquet").size());
    assertEveryRunIsSeenOnce(2);
    assertEquals(0, runvar("verify", "tiny", "--workspace", workspace, "--sample", "0"));
    for (String name : List.of("figures/runtime.png", "index.html")) {
      List<FileStatus> found = files("report/" + name);
      assertEquals(1, found.size(), name);
      assertTrue(found.get(0).getLen() > 0, name);
    }
  }

  @Test
  void a_complete_study_leaves_no_unfinished_file() throws IOException {
    assertEquals(0, run(STUDY));
    List<String> underscored =
        RemoteIterators.toList(hdfs.listFiles(new Path(workspace), true)).stream()
            .map(file -> file.getPath().toString().substring(workspace.length()))
            .filter(path -> path.contains("/_"))
            .sorted()
            .toList();
    assertEquals(List.of(), underscored);
  }

  @Test
  void running_a_complete_study_again_computes_nothing() throws IOException {
    assertEquals(0, run(STUDY));
    Map<String, RunRecord> before = records(workspace);
    long analysed = files("analysis/analysis.json").get(0).getModificationTime();
    assertEquals(0, run(STUDY));
    assertEquals("tiny: all 8 runs are done already; nothing to compute\n", err.toString());
    assertEquals(before, records(workspace));
    assertEquals(analysed, files("analysis/analysis.json").get(0).getModificationTime());
  }

  @Test
  void runs_without_a_record_are_computed_again_and_no_reader_sees_them_twice() throws IOException {
    assertEquals(0, run(STUDY));
    Map<String, RunRecord> before = records(workspace);
    for (FileStatus record : files("runs/*/*.json").subList(0, 5)) {
      assertTrue(hdfs.delete(record.getPath(), false));
    }
    Map<String, RunRecord> kept = records(workspace);
    assertEquals(3, kept.size());

    assertEquals(0, run(STUDY));
    assertTrue(err.toString().contains("tiny: 5 of 8 runs to do"), err.toString());
    Map<String, RunRecord> after = records(workspace);
    assertEquals(localTrajectories, trajectories(after));
    after.forEach(
        (runId, record) -> {
          if (kept.containsKey(runId)) {
            assertEquals(kept.get(runId), record);
          } else {
            assertNotEquals(before.get(runId).attempt(), record.attempt());
          }
        });
    // The telemetry of the attempts that lost their records is still there.
    assertEquals(13, files("telemetry/*/*.parquet").size());
    assertEveryRunIsSeenOnce(2);
  }

  @Test
  void more_replications_compute_only_what_is_new() throws IOException {
    assertEquals(0, run(STUDY));
    Map<String, RunRecord> before = records(workspace);
    assertEquals(0, run(STUDY.replace("replications: 2", "replications: 3")));
    assertTrue(err.toString().contains("tiny: 4 of 12 runs to do"), err.toString());
    Map<String, RunRecord> after = records(workspace);
    assertEquals(12, after.size());
    before.forEach((runId, record) -> assertEquals(record, after.get(runId)));
    assertEquals(12, files("telemetry/*/*.parquet").size());
    assertEveryRunIsSeenOnce(3);
  }

  @Test
  void another_study_under_the_same_name_is_refused() throws IOException {
    assertEquals(0, runvar("simulate", write(STUDY), "--workspace", workspace));
    Map<String, RunRecord> before = records(workspace);
    assertEquals(2, run(STUDY.replace("seed: 3", "seed: 4")));
    assertEquals(
        "runvar: %s/tiny holds another study of this name: seed: 3 → 4; take a new study name, or only add experiments, levels, treatments and replications\n"
            .formatted(workspace),
        err.toString());
    assertEquals(before, records(workspace));
  }

  @Test
  void a_name_node_that_refuses_writes_is_one_line_and_nothing_is_computed() throws IOException {
    assertRefusedInSafeMode("simulate", write(STUDY));
    assertFalse(hdfs.exists(new Path(workspace)));
  }

  @Test
  void a_study_that_is_half_done_is_refused_in_the_same_way() throws IOException {
    assertEquals(
        0, runvar("simulate", write(STUDY), "--workspace", workspace, "--experiment", "after"));
    Map<String, RunRecord> before = records(workspace);
    err.getBuffer().setLength(0);
    assertRefusedInSafeMode("simulate", write(STUDY));
    assertEquals(before, records(workspace));
  }

  @Test
  void an_analysis_or_a_figure_that_cannot_be_written_is_refused_in_the_same_way()
      throws IOException {
    assertEquals(0, run(STUDY));
    for (String command : List.of("analyze", "report")) {
      err.getBuffer().setLength(0);
      assertRefusedInSafeMode(command, "tiny");
    }
  }

  private void assertRefusedInSafeMode(String command, String study) throws IOException {
    hdfs.setSafeMode(SafeModeAction.ENTER);
    try {
      assertEquals(2, runvar(command, study, "--workspace", workspace), err.toString());
    } finally {
      hdfs.setSafeMode(SafeModeAction.LEAVE);
    }
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(
        err.toString()
            .matches("runvar: Cannot (read or )?write the workspace: " + workspace + "/tiny: .*\n"),
        err.toString());
    assertTrue(err.toString().contains("safe mode"), err.toString());
  }

  @Test
  void the_libraries_of_the_launcher_are_enough_for_hdfs() throws Exception {
    int exitCode = launch(Map.of(), "run", write(STUDY), "--workspace", workspace);
    assertEquals(0, exitCode, errors());
    assertEquals(localTrajectories, trajectories(records(workspace)));
    assertEveryRunIsSeenOnce(2);
  }

  @Test
  void a_directory_of_somebody_else_is_one_line_and_nothing_is_computed() throws Exception {
    Map<String, String> somebody = Map.of("HADOOP_USER_NAME", "somebody");
    int exitCode = launch(somebody, "simulate", write(STUDY), "--workspace", workspace);
    String errors = errors();
    assertEquals(2, exitCode, errors);
    assertEquals(1, errors.lines().count(), errors);
    assertTrue(errors.contains("Permission denied: user=somebody, access=WRITE"), errors);
    assertFalse(hdfs.exists(new Path(workspace)));
  }

  /** Asserts that the analysis has each cycle of each run, and has it once. */
  private static void assertEveryRunIsSeenOnce(int replications) throws IOException {
    JsonNode analysis;
    try (InputStream in = hdfs.open(files("analysis/analysis.json").get(0).getPath())) {
      analysis = new ObjectMapper().readTree(in);
    }
    assertEquals(4 * replications, analysis.at("/runs/ok").asInt());
    for (JsonNode experiment : analysis.get("experiments")) {
      assertEquals(2 * replications * 20, experiment.get("cycles").asInt());
    }
    assertEquals(replications, analysis.at("/comparison/means/matchedPaths").asInt());
    assertEquals(replications, analysis.at("/comparison/means/equalPaths").asInt());
  }

  private static List<FileStatus> files(String glob) throws IOException {
    return List.of(hdfs.globStatus(new Path(workspace + "/tiny/" + glob)));
  }

  private static Map<String, RunRecord> records(String workspace) {
    return Workspace.open(workspace).study("tiny").records().stream()
        .collect(Collectors.toMap(RunRecord::runId, record -> record));
  }

  private static Map<String, String> trajectories(Map<String, RunRecord> records) {
    Map<String, String> trajectories = new TreeMap<>();
    records.forEach((runId, record) -> trajectories.put(runId, record.trajectory()));
    return trajectories;
  }

  private static String write(String study) throws IOException {
    return Files.writeString(directory.resolve("study.yaml"), study).toString();
  }

  /** Runs the study with nothing printed before it. */
  private int run(String study) throws IOException {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return runvar("run", write(study), "--workspace", workspace);
  }

  private static String errors() throws IOException {
    return Files.readString(directory.resolve("errors"));
  }

  /** Runs a command as the launcher does, on its class path, which has no mini-cluster. */
  private static int launch(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dlog4j2.configurationFile=conf/log4j2.properties");
    command.add("@conf/java.options");
    command.addAll(List.of("-cp", "target/runvar.jar:target/lib/*:target/spark/*"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(directory.resolve("errors").toFile());
    builder.environment().putAll(environment);
    return builder.start().waitFor();
  }

  private int runvar(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
