package dev.runvar.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.causes.RunEffects;
import dev.runvar.causes.TestStudy;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.SampleRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryParts;
import dev.runvar.store.Workspace;
import dev.runvar.study.RunSpec;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the analysis of a run knows of it beside its cycles, from its record. */
class StudyFactsIT {

  private static final int CYCLES = 200;

  @TempDir private Path directory;

  /** The run takes 20 to 60 % of one of four cores, and nothing else runs. */
  @Test
  void the_runs_own_load_is_taken_off_where_the_record_has_the_cores() throws IOException {
    StudyStore store = Workspace.open(directory.toString()).study("s");
    List<RunRecord> records = List.of(record(store, "known", 4.0), record(store, "unknown", null));
    List<RunEffects> effects;
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      List<RunOfStudy> runs = new RunsOfStudy(records, "e").forJobs();
      try (StudyFacts facts = StudyFacts.of(spark, store, TestStudy.SCOPE, runs, runs, Set.of())) {
        effects = records.stream().map(run -> facts.effects().get(run.runId())).toList();
      }
    }
    assertEquals(List.of("known", "unknown"), effects.stream().map(RunEffects::runId).toList());
    // What is left is the same in all cycles, and constants have no dose.
    assertFalse(TestStudy.loadVaries(effects.get(0)), effects.get(0).toString());
    assertTrue(TestStudy.loadVaries(effects.get(1)), effects.get(1).toString());
  }

  private static RunRecord record(StudyStore store, String runId, Double hostCores)
      throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (TelemetryParts telemetry =
        store.files().openTelemetry("e", runId, SampleRecord.ATTEMPT, Duration.ofMinutes(10))) {
      CycleRow row = new CycleRow();
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        row.clear();
        long quarters = random.nextLong(5, 16);
        row.set(Column.CYCLE, cycle);
        row.set(Column.WALL_NANOS, 10_000 + 200 * quarters);
        row.set(Column.CPU_NANOS, 10_000L);
        row.set(Column.PROCESS_CPU_PERCENT, 4.0 * quarters);
        row.set(Column.HOST_CPU_PERCENT, quarters + 1.0);
        telemetry.write(row);
      }
      RunSpec spec =
          new RunSpec(runId, runId, "e", new TreeMap<>(), new TreeMap<>(), 0, 1, 0, CYCLES);
      return new SampleRecord(spec, Outcome.OK, hostCores).of(CYCLES, telemetry.finish());
    }
  }
}
