package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.StudyWatch.Ended;
import dev.runvar.study.Isolation;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import dev.runvar.telemetry.InstrumentCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyStoreIT {

  private static final Provenance PROVENANCE =
      new Provenance("v", null, null, "java", "spark", "os", "cpu", 2, 1, 0);

  @TempDir private Path directory;
  private StudyStore store;

  @BeforeEach
  void openStore() {
    store = Workspace.open(directory.toString()).study("s");
  }

  @Test
  void telemetry_appears_when_it_is_finished_with_the_hash_of_its_bytes() throws Exception {
    TelemetryPart part;
    try (TelemetryParts file =
        store.files().openTelemetry("e", "run", "1", Duration.ofMinutes(10))) {
      for (int cycle = 0; cycle < 1000; cycle++) {
        file.write(row(cycle));
      }
      assertEquals(Set.of("_run-1.parquet"), files("telemetry"));
      part = file.finish().get(0);
    }
    assertEquals(Set.of("run-1.parquet"), files("telemetry"));
    Path path = directory.resolve("s/telemetry/experiment=e/run-1.parquet");
    assertEquals(1000, part.rows());
    assertEquals(Files.size(path), part.bytes());
    assertEquals(
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path))),
        part.sha256());
  }

  @Test
  void telemetry_that_is_not_finished_leaves_nothing() throws IOException {
    try (TelemetryParts file =
        store.files().openTelemetry("e", "run", "1", Duration.ofMinutes(10))) {
      file.write(row(0));
    }
    assertEquals(Set.of(), files("telemetry"));
  }

  @Test
  void a_part_can_be_read_while_the_next_is_written() throws Exception {
    try (TelemetryParts parts = store.files().openTelemetry("e", "run", "1", Duration.ZERO)) {
      parts.write(row(0));
      parts.rollIfDue();
      assertEquals(Set.of("run-1.parquet", "_run-1-1.parquet"), files("telemetry"));
      // Nothing was written since: an empty file says nothing.
      parts.rollIfDue();
      parts.write(row(1));
      parts.write(row(2));
      assertEquals(List.of(1L, 2L), parts.finish().stream().map(TelemetryPart::rows).toList());
    }
    assertEquals(Set.of("run-1.parquet", "run-1-1.parquet"), files("telemetry"));
  }

  @Test
  void parts_that_no_record_will_name_are_dropped() throws IOException {
    try (TelemetryParts parts = store.files().openTelemetry("e", "run", "1", Duration.ZERO)) {
      parts.write(row(0));
      parts.rollIfDue();
    }
    assertEquals(Set.of(), files("telemetry"));
  }

  @Test
  void an_attempt_is_marked_until_it_is_over() throws IOException {
    RunMarker begun = new RunMarker("a", "1", "e", "host", 10, 1_000, 0, 1_000);
    store.mark(begun);
    RunMarker later = begun.at(5, 200_000);
    store.mark(later);
    assertEquals(List.of(later), store.markers());
    assertTrue(later.isAlive(300_000));
    assertFalse(later.isAlive(400_000));
    store.unmark(later);
    assertEquals(List.of(), store.markers());
    assertEquals(Set.of(), store.committedAttempts());
  }

  @Test
  void each_attempt_is_seen_once_by_who_watches() throws IOException {
    store.commit(record("a", "1", Outcome.OK));
    StudyWatch fromStart = StudyWatch.ofAll(store);
    StudyWatch fromNow = StudyWatch.fromNow(store);
    assertEquals(List.of("a"), fromStart.ended().stream().map(Ended::runId).toList());
    store.commit(record("b", "1", Outcome.FAILED));
    List<Ended> ended = fromNow.ended();
    assertEquals(fromStart.ended(), ended);
    assertEquals(List.of("b"), ended.stream().map(Ended::runId).toList());
    assertEquals("broke", ended.get(0).message());
    assertEquals(List.of(), fromNow.ended());
  }

  @Test
  void a_committed_record_is_read_as_it_was() throws IOException {
    RunRecord record = record("run", "1", Outcome.FAILED);
    store.commit(record);
    assertEquals(List.of(record), store.records());
    assertEquals(Set.of("run"), store.committedRunIds());
  }

  @Test
  void of_several_attempts_an_ok_one_is_chosen_and_then_the_earliest() throws IOException {
    store.commit(record("a", "1", Outcome.FAILED));
    store.commit(record("a", "3", Outcome.OK));
    store.commit(record("a", "2", Outcome.OK));
    store.commit(record("b", "2", Outcome.TIMEOUT));
    store.commit(record("b", "1", Outcome.KILLED));
    assertEquals(List.of("2", "1"), store.records().stream().map(RunRecord::attempt).toList());
  }

  @Test
  void an_unfinished_record_is_not_committed() throws IOException {
    store.commit(record("a", "1", Outcome.OK));
    Path runs = directory.resolve("s/runs/experiment=e");
    Files.move(runs.resolve("a-1.json"), runs.resolve("_a-1.json"));
    assertEquals(Set.of(), store.committedRunIds());
    assertEquals(List.of(), store.records());
  }

  @Test
  void a_study_is_read_from_its_manifest_as_its_file_said_it() {
    Study study = StudyReader.read(Path.of("conf/paper8.yaml"));
    List<RunSpec> plan = Plan.of(study);
    store.begin(study, plan, () -> PROVENANCE);
    assertEquals(new Manifest(Manifest.SCHEMA, study, PROVENANCE), store.manifest().orElseThrow());
    assertEquals(plan, Plan.of(store.manifest().orElseThrow().study()));
  }

  @Test
  void a_study_is_read_without_the_table_that_its_treatments_came_from() throws IOException {
    Path table =
        Files.writeString(directory.resolve("design.csv"), "pooling,founders\noff,1\non,5\n");
    Path file =
        Files.writeString(
            directory.resolve("study.yaml"),
            """
            study: s
            cycles: 1
            replications: 2
            seed: 3
            experiments:
              e: {treatments: design.csv}
            """);
    Study study = StudyReader.read(file);
    store.begin(study, Plan.of(study), () -> PROVENANCE);
    Files.delete(table);
    assertEquals(study, store.manifest().orElseThrow().study());
  }

  @Test
  void another_study_of_the_same_name_is_refused_and_nothing_is_written() throws IOException {
    Path file = directory.resolve("study.yaml");
    String text = Files.readString(Path.of("conf/quick.yaml"));
    Files.writeString(file, text);
    Study study = StudyReader.read(file);
    store.begin(study, Plan.of(study), () -> PROVENANCE);
    String manifest = Files.readString(directory.resolve("s/manifest.json"));
    Files.writeString(file, text.replace("cycles: 100", "cycles: 101"));
    Study other = StudyReader.read(file);
    WorkspaceException e =
        assertThrows(
            WorkspaceException.class, () -> store.begin(other, Plan.of(other), () -> PROVENANCE));
    assertEquals(
        "file:%s/s holds another study of this name: cycles: 100 → 101; take a new study name, or only add experiments, levels, treatments and replications"
            .formatted(directory),
        e.getMessage());
    assertEquals(manifest, Files.readString(directory.resolve("s/manifest.json")));
  }

  @Test
  void a_damaged_manifest_or_record_is_named() throws IOException {
    Files.createDirectories(directory.resolve("s/runs/experiment=e"));
    Files.writeString(directory.resolve("s/manifest.json"), "{");
    assertTrue(
        assertThrows(WorkspaceException.class, () -> store.manifest())
            .getMessage()
            .contains("s/manifest.json"));
    Files.writeString(directory.resolve("s/runs/experiment=e/a-1.json"), "{\"runId\":");
    assertTrue(
        assertThrows(WorkspaceException.class, () -> store.records())
            .getMessage()
            .contains("a-1.json"));
  }

  @Test
  void an_empty_workspace_has_nothing() {
    assertTrue(store.manifest().isEmpty());
    assertEquals(List.of(), store.records());
    assertFalse(Files.exists(directory.resolve("s")));
  }

  private Set<String> files(String kind) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("s/" + kind + "/experiment=e"))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(java.util.stream.Collectors.toSet());
    }
  }

  private static CycleRow row(int cycle) {
    CycleRow row = new CycleRow();
    row.set(Column.CYCLE, cycle);
    row.set(Column.WALL_NANOS, 1000 + cycle);
    row.phases().add("sense", 10);
    return row;
  }

  private static RunRecord record(String runId, String attempt, Outcome outcome) {
    Failure failure =
        outcome == Outcome.OK ? null : new Failure(1, "broke", List.of("out"), List.of("err"));
    return new RunRecord(
        RunRecord.SCHEMA,
        runId,
        attempt,
        "m",
        "e",
        new TreeMap<>(Map.of("pooling", "on")),
        new TreeMap<>(Map.of("max_agents", "5")),
        0,
        1,
        0,
        10,
        null,
        Build.UNKNOWN,
        Isolation.PROCESS,
        null,
        "host",
        2.0,
        2,
        "ext4",
        1,
        2,
        outcome,
        failure,
        Instrumentation.CONTRACT,
        10,
        9_000,
        1L << 20,
        List.of(new InstrumentCost("load", 3, 1_000)),
        Map.of("host_cpu_percent", "ticks"),
        "hash",
        Map.of("mean", 1.5),
        List.of(new TelemetryPart(runId + "-" + attempt + ".parquet", 10, 100, "ab")),
        10L,
        null);
  }
}
