package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.execution.RunEngine;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What time, disks and lost attempts do to a finished study, on real files. */
class StudyIntegrityIT {

  private static final Provenance PROVENANCE =
      new Provenance("v", null, null, "java", "spark", "os", "cpu", 2, 1, 0);

  private static final String RUN = "0123456789abcdef";

  @TempDir private Path directory;
  private StudyStore store;
  private Study study;
  private List<RunSpec> plan;

  @BeforeEach
  void runTheStudy() throws Exception {
    study =
        StudyReader.read(
            Files.writeString(
                directory.resolve("study.yaml"),
                """
                study: s
                cycles: 50
                replications: 3
                seed: 5
                isolation: thread
                fixed: {max_agents: 5, warmup: 0s}
                experiments: {only: {}}
                """));
    plan = Plan.of(study);
    store = Workspace.open(directory.toString()).study("s");
    store.begin(study, plan, () -> PROVENANCE);
    RunEngine engine = new RunEngine(store, study.workload(), study.isolation(), study.limits(), 1);
    for (RunSpec spec : plan) {
      engine.run(spec);
    }
  }

  @Test
  void a_study_that_nobody_touched_is_as_it_was_written() throws IOException {
    StudyIntegrity.Findings findings = StudyIntegrity.check(store, runIds());
    assertEquals(List.of(), findings.problems());
    assertEquals(3, findings.records());
    assertEquals(3, findings.telemetryFiles());
    assertTrue(findings.telemetryBytes() > 1_000);
  }

  @Test
  void any_flipped_bit_of_telemetry_or_of_a_record_is_found() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (Path file : List.of(file("telemetry", 0), file("runs", 0))) {
      byte[] whole = Files.readAllBytes(file);
      for (int i = 0; i < 50; i++) {
        byte[] flipped = whole.clone();
        flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, flipped);
        assertEquals(1, problems().size());
        assertTrue(problems().get(0).contains(file + ": changed since it was written"));
      }
      Files.write(file, whole);
    }
    assertEquals(List.of(), problems());
  }

  @Test
  void a_truncated_file_is_found() throws IOException {
    Path telemetry = file("telemetry", 1);
    byte[] whole = Files.readAllBytes(telemetry);
    Files.write(telemetry, Arrays.copyOf(whole, whole.length - 1));
    String expected = "%d bytes instead of %d".formatted(whole.length - 1, whole.length);
    assertTrue(problems().get(0).contains(expected), problems().toString());
    Path record = file("runs", 2);
    byte[] json = Files.readAllBytes(record);
    Files.write(record, Arrays.copyOf(json, json.length / 2));
    assertEquals(2, problems().size());
  }

  @Test
  void a_missing_part_is_found() throws IOException {
    Path telemetry = file("telemetry", 1);
    Files.delete(telemetry);
    assertEquals(1, problems().size());
    assertTrue(problems().get(0).contains(telemetry + ": missing; remove "));
  }

  @Test
  void a_plan_that_is_not_the_manifests_is_found() throws IOException {
    Path file = directory.resolve("s/plan.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 2));
    assertTrue(problems().get(0).endsWith("other runs than those of the manifest"));
    Files.writeString(file, "{");
    assertTrue(problems().get(0).contains("plan.jsonl: cannot be read: "), problems().toString());
    Files.delete(file);
    assertTrue(problems().get(0).endsWith("plan.jsonl: missing"));
  }

  @Test
  void garbage_is_what_is_old_and_what_nothing_names() throws IOException {
    String uuid = "-0123-4567-89ab-0123456789ab";
    Path loser = copyOf(file("runs", 0), "f".repeat(24));
    Path orphan = copyOf(file("telemetry", 0), "e".repeat(24));
    Path unfinished = write("runs/experiment=only/_x.json.01234567" + uuid);
    Path partial = write("_manifest.json.01234567" + uuid);
    Path marker = write("runs/experiment=only/_%s-%s.running".formatted(RUN, "d".repeat(24)));
    Path analysis = write("_analysis-01234567%s/tables/part-0.parquet".formatted(uuid));
    Path previous = write("_analysis-89abcdef%s.previous/_SUCCESS".formatted(uuid));
    Set<String> before = everything();
    assertEquals(List.of(), garbage());
    age(Duration.ofHours(25));
    // The young file keeps what it is in.
    Path young = write("_analysis-00000000%s/tables/part-0.parquet".formatted(uuid));
    assertEquals(
        Set.of(
            uri(loser),
            uri(orphan),
            uri(unfinished),
            uri(partial),
            uri(marker),
            uri(analysis.getParent().getParent()),
            uri(previous.getParent())),
        Set.copyOf(garbage()));
    StudyGarbage.remove(store, garbage());
    assertEquals(List.of(), garbage());
    assertEquals(before.size() + 1 - 7, everything().size());
    assertTrue(Files.exists(young));
    assertEquals(List.of(), problems());
    assertEquals(3, store.records().size());
  }

  @Test
  void what_has_a_name_of_the_users_own_is_never_garbage() throws IOException {
    for (String name :
        List.of(
            "notes.txt",
            "_notes",
            "_notes.txt",
            "runs/notes.txt",
            "runs/experiment=only/_notes",
            "runs/experiment=only/a directory/_notes.running",
            "telemetry/notes.txt",
            "telemetry/experiment=only/notes.txt",
            "telemetry/experiment=only/part-0.parquet",
            "telemetry/experiment=only/notes-2026.parquet",
            "telemetry/experiment=only/a directory/notes.parquet",
            "telemetry/experiment=only/%s-%s.parquet/notes".formatted(RUN, "f".repeat(24)),
            "analysis/_mine/notes",
            "_analysis-mine/notes",
            "report/figures/_notes.png")) {
      write(name);
    }
    age(Duration.ofHours(25));
    assertEquals(List.of(), garbage());
  }

  @Test
  void what_an_attempt_under_way_has_written_is_never_garbage() throws IOException {
    String attempt = "7".repeat(24);
    RunMarker marker =
        new RunMarker(RUN, attempt, "only", "host", 10, 0, 5, System.currentTimeMillis());
    Path part = write("telemetry/experiment=only/%s-%s.parquet".formatted(RUN, attempt));
    Path open = write("telemetry/experiment=only/_%s-%s-1.parquet".formatted(RUN, attempt));
    store.mark(marker);
    age(Duration.ofHours(25));
    assertEquals(List.of(), garbage());
    // A day after its last sign of life, the attempt is over.
    store.mark(marker.at(5, System.currentTimeMillis() - Duration.ofHours(25).toMillis()));
    age(Duration.ofHours(25));
    assertTrue(garbage().containsAll(List.of(uri(part), uri(open))));
    assertEquals(3, garbage().size());
  }

  @Test
  void nothing_is_garbage_of_a_run_whose_only_record_cannot_be_read() throws IOException {
    Files.writeString(file("runs", 0), "{");
    age(Duration.ofHours(25));
    assertEquals(List.of(), garbage());
    Path orphan = copyOf(file("telemetry", 0), "e".repeat(24));
    age(Duration.ofHours(25));
    assertEquals(List.of(uri(orphan)), garbage());
  }

  private Path write(String name) throws IOException {
    Path file = directory.resolve("s").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  /** Copies a file of an attempt as one of another attempt. */
  private Path copyOf(Path file, String attempt) throws IOException {
    String name = file.getFileName().toString();
    String before = name.replaceFirst("^\\w+-(\\w+)\\..*", "$1");
    Path path = file.resolveSibling(name.replace(before, attempt));
    if (!name.endsWith(".json")) {
      return Files.copy(file, path);
    }
    return Files.writeString(
        path, Files.readString(file).replace('"' + before + '"', '"' + attempt + '"'));
  }

  private List<String> problems() throws IOException {
    return StudyIntegrity.check(store, runIds()).problems();
  }

  private List<String> garbage() throws IOException {
    return StudyGarbage.find(store, System.currentTimeMillis());
  }

  private Set<String> runIds() {
    return plan.stream().map(RunSpec::runId).collect(Collectors.toSet());
  }

  private Path file(String kind, int index) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("s/" + kind + "/experiment=only"))) {
      return files.sorted().toList().get(index);
    }
  }

  private Set<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("s"))) {
      return files.filter(Files::isRegularFile).map(Path::toString).collect(Collectors.toSet());
    }
  }

  private void age(Duration age) throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(age));
    try (Stream<Path> files = Files.walk(directory.resolve("s"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  private static String uri(Path file) {
    return "file:" + file;
  }
}
