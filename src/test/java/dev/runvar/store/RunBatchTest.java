package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunBatchTest {

  private static final List<String> RUNS = List.of("c1", "a2", "b3");

  @TempDir private Path directory;
  private StudyStore store;

  @BeforeEach
  void beginStudy() throws IOException {
    Path file = directory.resolve("s.yaml");
    Files.writeString(
        file, "{study: s, cycles: 1, replications: 1, seed: 1, experiments: {e: {}}}");
    Study study = StudyReader.read(file);
    store = Workspace.open(directory.toString()).study("s");
    store.begin(
        study, Plan.of(study), () -> new Provenance("v", null, null, "j", "s", "o", "c", 2, 1, 0));
  }

  @Test
  void many_runs_are_two_files() throws IOException {
    commit(Duration.ofMinutes(10), RUNS, "1");
    assertEquals(List.of("c1-1-3.json"), files("runs"));
    assertEquals(List.of("c1-1.parquet"), files("telemetry"));
    assertEquals(Set.of("c1-1", "a2-1", "b3-1"), store.committedAttempts());
    assertEquals(
        List.of(),
        StudyIntegrity.check(store, Set.copyOf(RUNS)).problems().stream()
            .filter(problem -> !problem.contains("plan.jsonl"))
            .toList());
    assertEquals(3, StudyIntegrity.check(store, Set.of()).records());
    assertEquals(1, StudyIntegrity.check(store, Set.of()).telemetryFiles());
  }

  @Test
  void nothing_is_there_before_all_is_committed() throws IOException {
    try (RunBatch batch = store.files().openBatch("e", "c1-1", Duration.ofMinutes(10))) {
      write(batch, "c1", 3);
      write(batch, "a2", 2);
      assertEquals(List.of(), store.snapshot().records());
    }
    assertEquals(List.of(), files("runs"));
    assertEquals(List.of(), files("telemetry"));
  }

  @Test
  void each_run_has_its_own_rows_gauges_and_positions() throws IOException {
    commit(Duration.ofMinutes(10), RUNS, "1");
    assertRows();
  }

  @Test
  void files_that_are_closed_in_the_middle_of_a_run_are_read_as_one() throws IOException {
    commit(Duration.ZERO, RUNS, "1");
    assertTrue(files("telemetry").size() > 3, files("telemetry").toString());
    assertRows();
  }

  /** Run number i has i + 1 rows; only the second has a gauge. */
  private void assertRows() throws IOException {
    Map<String, RunRecord> records = new TreeMap<>();
    store.snapshot().records().forEach(record -> records.put(record.runId(), record));
    assertEquals(Set.copyOf(RUNS), records.keySet());
    for (int run = 0; run < RUNS.size(); run++) {
      RunRecord record = records.get(RUNS.get(run));
      RunColumns columns =
          store.files().readTelemetry("e", record.telemetry(), Set.of(Column.values()));
      double[] positions = columns.columns().get(Column.POSITION.columnName());
      double[] nanos = columns.columns().get(Column.WALL_NANOS.columnName());
      assertEquals(run + 1, nanos.length);
      for (int i = 0; i <= run; i++) {
        assertEquals(i, positions[i]);
        assertEquals(100 * run + i + 1, nanos[i]);
      }
      assertEquals(run == 1 ? Set.of("size") : Set.of(), columns.gauges().keySet());
    }
  }

  @Test
  void a_run_that_did_not_end_leaves_rows_that_no_record_names() throws IOException {
    try (RunBatch batch = store.files().openBatch("e", "c1-1", Duration.ofMinutes(10))) {
      write(batch, "c1", 3);
      batch.begin("a2").write(row(7, 7));
      batch.commit();
    }
    List<RunRecord> records = store.snapshot().records();
    assertEquals(List.of("c1"), records.stream().map(RunRecord::runId).toList());
    RunColumns columns =
        store.files().readTelemetry("e", records.get(0).telemetry(), Set.of(Column.WALL_NANOS));
    assertArrayEquals(new double[] {1, 2, 3}, columns.columns().get("wall_nanos"));
  }

  @Test
  void a_damaged_record_hides_no_other_of_its_file() throws IOException {
    commit(Duration.ofMinutes(10), RUNS, "1");
    Path file = directory.resolve("s/runs/experiment=e/c1-1-3.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"seed\":2", "\"seed\":9"));
    StudySnapshot snapshot = store.snapshot();
    assertEquals(List.of("b3", "c1"), snapshot.records().stream().map(RunRecord::runId).toList());
    assertEquals(1, snapshot.damage().size());
    assertEquals("a2", snapshot.damage().get(0).runId());
    String problem = snapshot.damage().get(0).problem();
    assertTrue(
        problem.endsWith("changed since it was written; remove it to have its 3 runs done again"),
        problem);
    assertEquals(
        1, StudyWatch.ofAll(store).ended().stream().filter(e -> e.runId().equals("b3")).count());
  }

  @Test
  void a_file_that_lost_its_last_record_is_found() throws IOException {
    commit(Duration.ofMinutes(10), RUNS, "1");
    Path file = directory.resolve("s/runs/experiment=e/c1-1-3.json");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.lastIndexOf('\n')));
    assertEquals(2, store.snapshot().records().size());
    assertTrue(
        StudyIntegrity.check(store, Set.copyOf(RUNS)).problems().stream()
            .anyMatch(problem -> problem.contains("it has 2 records instead of 3")));
  }

  @Test
  void damaged_telemetry_is_said_once_and_is_that_of_all_its_runs() throws IOException {
    commit(Duration.ofMinutes(10), RUNS, "1");
    Path file = directory.resolve("s/telemetry/experiment=e/c1-1.parquet");
    byte[] whole = Files.readAllBytes(file);
    whole[whole.length / 2] ^= 1;
    Files.write(file, whole);
    assertEquals(
        1,
        StudyIntegrity.check(store, Set.copyOf(RUNS)).problems().stream()
            .filter(problem -> problem.contains("c1-1.parquet"))
            .count());
    assertEquals(3, store.snapshot().records().size());
    assertEquals(3, store.snapshot().checked(store).damage().size());
    Files.write(file, Arrays.copyOf(whole, 100));
    assertEquals(3, store.snapshot().damage().size());
  }

  @Test
  void a_file_of_records_is_garbage_when_all_of_them_are_replaced() throws IOException {
    List<String> runs = List.of("0123456789abcdef", "1123456789abcdef");
    String late = "f".repeat(24);
    commit(Duration.ofMinutes(10), runs, late);
    long twoDaysLater = System.currentTimeMillis() + Duration.ofDays(2).toMillis();
    commit(Duration.ofMinutes(10), runs.subList(0, 1), "a".repeat(24));
    assertEquals(List.of(), StudyGarbage.find(store, twoDaysLater));
    commit(Duration.ofMinutes(10), runs.subList(1, 2), "b".repeat(24));
    List<String> garbage = StudyGarbage.find(store, twoDaysLater);
    assertEquals(
        List.of("0123456789abcdef-" + late + "-2.json", "0123456789abcdef-" + late + ".parquet"),
        garbage.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).toList());
    StudyGarbage.remove(store, garbage);
    assertEquals(2, store.snapshot().records().size());
    assertEquals(List.of(), store.snapshot().damage());
  }

  private void commit(Duration partLength, List<String> runs, String attempt) throws IOException {
    try (RunBatch batch = store.files().openBatch("e", runs.get(0) + "-" + attempt, partLength)) {
      for (int run = 0; run < runs.size(); run++) {
        TelemetryParts telemetry = batch.begin(runs.get(run));
        for (int i = 0; i <= run; i++) {
          CycleRow row = row(i, 100 * run + i + 1);
          if (run == 1) {
            row.addGauge("size", i);
          }
          telemetry.write(row);
          telemetry.rollIfDue();
        }
        end(batch, runs.get(run), attempt, run + 1);
      }
      batch.commit();
    }
  }

  private static void write(RunBatch batch, String runId, int rows) throws IOException {
    TelemetryParts telemetry = batch.begin(runId);
    for (int i = 0; i < rows; i++) {
      telemetry.write(row(i, i + 1));
    }
    end(batch, runId, "1", rows);
  }

  private static void end(RunBatch batch, String runId, String attempt, int rows) {
    int seed = Character.digit(runId.charAt(runId.length() - 1), 16);
    RunSpec spec = new RunSpec(runId, "m", "e", new TreeMap<>(), new TreeMap<>(), 0, seed, 0, 1);
    batch.end(parts -> new SampleRecord(spec, Outcome.OK, null, attempt).of(rows, parts));
  }

  private static CycleRow row(int cycle, long nanos) {
    CycleRow row = new CycleRow();
    row.set(Column.CYCLE, cycle);
    row.set(Column.WALL_NANOS, nanos);
    return row;
  }

  private List<String> files(String kind) throws IOException {
    Path partition = directory.resolve("s/" + kind + "/experiment=e");
    if (!Files.exists(partition)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(partition)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
