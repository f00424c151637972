package dev.runvar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runvar.execution.RunEngine;
import dev.runvar.store.Build;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark and a plain loop give the same result for the same seeds. */
class ParityIT {

  private record Result(String runId, long cycles, String trajectory) {}

  @TempDir private Path directory;

  @Test
  @Tag("long")
  void spark_and_a_plain_loop_give_the_same_runs() throws Exception {
    Study study = StudyReader.read(Path.of("src/test/resources/parity.yaml"));
    List<RunSpec> plan = Plan.of(study);

    StudyStore looped = Workspace.open(directory.resolve("loop").toString()).study(study.name());
    RunEngine engine =
        new RunEngine(looped, study.workload(), study.isolation(), study.limits(), 1);
    for (RunSpec spec : plan) {
      engine.run(spec);
    }

    Workspace workspace = Workspace.open(directory.resolve("spark").toString());
    try (SparkJobs jobs = new SparkJobs(Optional.of("local[2]"), Optional.empty())) {
      jobs.simulate(workspace, study, plan, Build.UNKNOWN);
    }

    assertEquals(plan.size(), looped.records().size());
    assertEquals(results(looped), results(workspace.study(study.name())));
  }

  private static List<Result> results(StudyStore store) {
    return store.records().stream().map(ParityIT::result).toList();
  }

  private static Result result(RunRecord record) {
    return new Result(record.runId(), record.cycles(), record.trajectory());
  }
}
