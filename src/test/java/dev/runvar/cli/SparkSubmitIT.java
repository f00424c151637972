package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.spark.SparkJobs;
import dev.runvar.store.RunRecord;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scripts in jobs/ with a real spark-submit of a whole Spark distribution, which the test
 * installs from the Python package of the same version.
 */
class SparkSubmitIT {

  private static final Path ENVIRONMENT = Path.of("target", "pyspark-environment").toAbsolutePath();
  private static final String STUDY = "src/test/resources/submit.yaml";

  @TempDir private static Path directory;
  private static String sparkHome;
  private static Map<String, String> embedded;

  @BeforeAll
  static void installSparkAndRunEmbedded() throws Exception {
    Path python = ENVIRONMENT.resolve("bin/python");
    if (!Files.exists(ENVIRONMENT.resolve("bin/spark-submit"))) {
      execute(Map.of(), "python3", "-m", "venv", ENVIRONMENT.toString());
      String spark = "pyspark==" + SparkJobs.sparkVersion();
      execute(Map.of(), python.toString(), "-m", "pip", "install", "--quiet", spark);
    }
    String home = "import os, pyspark; print(os.path.dirname(pyspark.__file__))";
    sparkHome = execute(Map.of(), python.toString(), "-c", home).strip();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    String workspace = directory.resolve("embedded").toString();
    assertEquals(0, Main.run(nowhere, nowhere, "simulate", STUDY, "--workspace", workspace));
    embedded = trajectories(workspace);
    assertEquals(6, embedded.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "local-cluster[2,1,1024]"})
  void a_submitted_study_takes_the_paths_of_the_embedded_one(String master) throws Exception {
    String workspace = directory.resolve(master.replaceAll("\\W", "")).toString();
    submit("jobs/simulate.sh", "--master", master, "--", STUDY, "--workspace", workspace);
    assertEquals(embedded, trajectories(workspace));
  }

  @Test
  void analysis_and_report_work_under_spark_submit() throws Exception {
    String workspace = directory.resolve("embedded").toString();
    submit("jobs/analyze.sh", "--master", "local[2]", "--", "submit", "--workspace", workspace);
    submit("jobs/report.sh", "submit", "--workspace", workspace);
    submit("jobs/pipeline.sh", "submit", "--workspace", workspace);
    Path figures = Path.of(workspace, "submit", "report", "figures");
    assertEquals(
        List.of("paper8_fig1_runtime_variance_timeline.png"), List.of(figures.toFile().list()));
  }

  private static Map<String, String> trajectories(String workspace) {
    return Workspace.open(workspace).study("submit").records().stream()
        .collect(Collectors.toMap(RunRecord::runId, RunRecord::trajectory));
  }

  private static void submit(String... command) throws Exception {
    execute(Map.of("SPARK_HOME", sparkHome, "SPARK_LOCAL_IP", "127.0.0.1"), command);
  }

  private static String execute(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
