package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.RunRecord;
import dev.runvar.store.Workspace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts in jobs/ with a real spark-submit of a whole Spark distribution, which the test
 * installs from the Python package of the same version.
 */
class SparkSubmitIT {

  private static final String STUDY = "src/test/resources/submit.yaml";

  @TempDir private static Path directory;
  private static Map<String, String> embedded;

  @BeforeAll
  static void runEmbedded() throws Exception {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    String workspace = directory.resolve("embedded").toString();
    assertEquals(0, Main.run(nowhere, nowhere, "simulate", STUDY, "--workspace", workspace));
    embedded = trajectories(workspace);
    assertEquals(6, embedded.size());
  }

  @Test
  void a_submitted_study_takes_the_paths_of_the_embedded_one() throws Exception {
    String workspace = directory.resolve("submitted").toString();
    submit("jobs/simulate.sh", "--master", "local[2]", "--", STUDY, "--workspace", workspace);
    assertEquals(embedded, trajectories(workspace));
  }

  @Test
  void analysis_and_report_work_under_spark_submit() throws Exception {
    String workspace = directory.resolve("embedded").toString();
    submit("jobs/analyze.sh", "--master", "local[2]", "--", "submit", "--workspace", workspace);
    submit("jobs/report.sh", "submit", "--workspace", workspace);
    submit("jobs/pipeline.sh", "submit", "--workspace", workspace);
    Path figures = Path.of(workspace, "submit", "report", "figures");
    assertTrue(Files.exists(figures.resolve("paper8_fig1_runtime_variance_timeline.png")));
    assertTrue(Files.exists(figures.resolveSibling("index.html")));
  }

  private static Map<String, String> trajectories(String workspace) {
    return Workspace.open(workspace).study("submit").records().stream()
        .collect(Collectors.toMap(RunRecord::runId, RunRecord::trajectory));
  }

  private static void submit(String... command) throws Exception {
    SparkDistribution.execute(SparkDistribution.environment(), command);
  }
}
