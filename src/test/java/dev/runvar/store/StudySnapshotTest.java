package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.study.RunSpec;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudySnapshotTest {

  @TempDir private Path directory;
  private StudyStore store;

  @BeforeEach
  void commitThreeRuns() throws IOException {
    store = Workspace.open(directory.toString()).study("s");
    for (String run : List.of("a", "b", "c")) {
      commit(run, Outcome.OK);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "7",
        "not JSON",
        "{\"schema\":99}",
        "{\"schema\":1,\"runId\":\"b\"",
        "{\"schema\":1,\"runId\":{},\"attempt\":[]}",
        "\u0000\u0001"
      })
  void a_broken_record_is_named_and_hides_no_other(String text) throws IOException {
    Files.writeString(record("b"), text);
    StudySnapshot snapshot = store.snapshot();
    assertEquals(List.of("a", "c"), runIds(snapshot));
    assertEquals(1, snapshot.damage().size());
    assertEquals("b", snapshot.damage().get(0).runId());
    String problem = snapshot.damage().get(0).problem();
    assertTrue(problem.contains(record("b").getFileName().toString()), problem);
    assertEquals(1, problem.lines().count(), problem);
  }

  @Test
  void a_record_under_the_name_of_another_run_is_damage() throws IOException {
    Files.copy(record("a"), record("b"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertEquals(List.of("a", "c"), runIds(store.snapshot()));
    assertEquals("b", store.snapshot().damage().get(0).runId());
  }

  @Test
  void missing_and_cut_telemetry_is_damage() throws IOException {
    Files.delete(telemetry("a"));
    Files.write(telemetry("b"), new byte[] {1, 2, 3});
    StudySnapshot snapshot = store.snapshot();
    assertEquals(List.of("c"), runIds(snapshot));
    assertTrue(snapshot.damage().get(0).problem().endsWith("a-1.parquet is missing"));
    assertTrue(snapshot.damage().get(1).problem().contains("3 bytes instead of"));
  }

  @Test
  void another_attempt_that_is_whole_takes_the_place_of_a_damaged_one() throws IOException {
    commit("a", "2", Outcome.OK);
    Files.delete(telemetry("a"));
    StudySnapshot snapshot = store.snapshot();
    assertEquals(List.of("a", "b", "c"), runIds(snapshot));
    assertEquals("2", snapshot.records().get(0).attempt());
    assertEquals(List.of(), snapshot.damage());
  }

  @Test
  void what_does_not_belong_to_a_study_is_passed_over() throws IOException {
    Path runs = directory.resolve("s/runs");
    Files.createDirectories(runs.resolve("experiment=e/notes"));
    Files.createDirectories(runs.resolve("experiment=e/d-1.json"));
    Files.writeString(runs.resolve("experiment=e/notes.txt"), "mine");
    Files.writeString(runs.resolve("README"), "mine");
    Path telemetry = directory.resolve("s/telemetry");
    Files.writeString(telemetry.resolve("experiment=e/notes.txt"), "mine");
    Files.createDirectories(telemetry.resolve("old/experiment=e"));
    StudySnapshot snapshot = store.snapshot();
    assertEquals(List.of("a", "b", "c"), runIds(snapshot));
    assertEquals(List.of(), snapshot.damage());
  }

  @Test
  void the_hash_says_which_attempts_there_are() throws IOException {
    String before = store.snapshot().hash("study");
    assertEquals(before, store.snapshot().hash("study"));
    assertNotEquals(before, store.snapshot().hash("another study"));
    commit("d", Outcome.FAILED);
    String more = store.snapshot().hash("study");
    assertNotEquals(before, more);
    Files.writeString(record("d"), "");
    assertNotEquals(more, store.snapshot().hash("study"));
    assertNotEquals(before, store.snapshot().hash("study"));
  }

  @Test
  void a_record_that_names_a_file_elsewhere_is_damage() throws IOException {
    String text = Files.readString(record("a")).replace("a-1.parquet", "../../../secret.parquet");
    Files.writeString(record("a"), text);
    assertEquals(List.of("b", "c"), runIds(store.snapshot()));
  }

  private void commit(String runId, Outcome outcome) throws IOException {
    commit(runId, "1", outcome);
  }

  private void commit(String runId, String attempt, Outcome outcome) throws IOException {
    List<TelemetryPart> parts;
    try (TelemetryParts telemetry =
        store.files().openTelemetry("e", runId, attempt, Duration.ofMinutes(10))) {
      CycleRow row = new CycleRow();
      row.set(Column.CYCLE, 0);
      row.set(Column.WALL_NANOS, 5);
      telemetry.write(row);
      parts = telemetry.finish();
    }
    RunSpec spec = new RunSpec(runId, "m", "e", new TreeMap<>(), new TreeMap<>(), 0, 1, 0, 1);
    store.commit(new SampleRecord(spec, outcome, null, attempt).of(1, parts));
  }

  private Path record(String runId) {
    return directory.resolve("s/runs/experiment=e/%s-1.json".formatted(runId));
  }

  private Path telemetry(String runId) {
    return directory.resolve("s/telemetry/experiment=e/%s-1.parquet".formatted(runId));
  }

  private static List<String> runIds(StudySnapshot snapshot) {
    return snapshot.records().stream().map(RunRecord::runId).toList();
  }
}
