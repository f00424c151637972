package dev.runvar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.AnalysisDirectory;
import dev.runvar.store.Build;
import dev.runvar.store.Provenance;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkJobsIT {

  @TempDir private Path directory;

  @Test
  void slots_limit_the_runs_and_not_their_analysis_which_names_a_damaged_file() throws IOException {
    Study study =
        StudyReader.read(
            Files.writeString(
                directory.resolve("study.yaml"),
                """
                study: s
                cycles: 50
                replications: 2
                seed: 5
                slots: 1
                isolation: thread
                fixed: {max_agents: 5, warmup: 0s}
                experiments: {only: {}}
                """));
    Workspace workspace = Workspace.open(directory.toString());
    StudyStore store = workspace.study("s");
    List<RunSpec> plan = Plan.of(study);
    store.begin(
        study, plan, () -> new Provenance("v", null, null, "java", "spark", "os", "cpu", 2, 1, 0));
    try (SparkJobs jobs = new SparkJobs(Optional.of("local[2]"), Optional.of(1))) {
      jobs.simulate(workspace, study, plan, Build.UNKNOWN);
      assertEquals(2, coresPerTask());
      assertEquals(2, analyze(jobs, store, study).analysis().runs().ok());
      assertEquals(1, coresPerTask());

      Path damaged = telemetryFile();
      byte[] bytes = Files.readAllBytes(damaged);
      for (int i = 100; i < 300; i++) {
        bytes[i] ^= -1;
      }
      Files.write(damaged, bytes);
      String message =
          assertThrows(SparkJobException.class, () -> analyze(jobs, store, study)).getMessage();
      assertTrue(message.startsWith("Cannot read file:" + damaged + ": "), message);
      assertEquals(1, message.lines().count());
    }
  }

  private static StudyAnswer analyze(SparkJobs jobs, StudyStore store, Study study)
      throws IOException {
    try (AnalysisDirectory output = store.newAnalysis()) {
      return jobs.analyze(store, study, Plan.of(study), store.snapshot(), output);
    }
  }

  private static int coresPerTask() {
    return SparkSession.getDefaultSession()
        .get()
        .sparkContext()
        .getConf()
        .getInt("spark.task.cpus", 1);
  }

  private Path telemetryFile() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("s/telemetry/experiment=only"))) {
      return files.findFirst().orElseThrow();
    }
  }
}
