package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.program.Program;
import dev.runvar.result.Analysis;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces that were damaged, copied, changed while they are read, or are somebody else's. */
class DamagedWorkspaceIT {

  private static final String STUDY =
      """
      study: small
      cycles: 20
      replications: 2
      seed: 3
      isolation: thread
      fixed: {max_agents: 5, warmup: 0s}
      experiments:
        a: {fixed: {variant: unoptimized}}
        b: {fixed: {variant: optimized}}
      """;

  @TempDir private static Path once;
  @TempDir private Path directory;
  private String study;

  /** A study with its runs only, and one with its report; tests damage copies. */
  private static Path simulated;

  private static Path analysed;

  @BeforeAll
  static void makeStudies() throws IOException {
    String study = Files.writeString(once.resolve("study.yaml"), STUDY).toString();
    simulated = once.resolve("simulated/small");
    analysed = once.resolve("analysed/small");
    runIn("simulated", "simulate", study);
    copy(simulated, analysed);
    runIn("analysed", "run", study);
  }

  private static void runIn(String workspace, String command, String study) {
    CommandRun run = CommandRun.of(command, study, "--workspace", once.resolve(workspace) + "");
    assertEquals(0, run.exitCode(), run.text());
  }

  @BeforeEach
  void writeStudy() throws IOException {
    study = Files.writeString(directory.resolve("study.yaml"), STUDY).toString();
  }

  @Test
  void an_analysis_is_of_one_snapshot_whatever_is_committed_meanwhile() throws IOException {
    assertEquals(0, runvar("simulate", study, "--experiment", "a").exitCode());
    StudyStore store = store("small");
    StudySnapshot before = store.snapshot();
    assertEquals(0, runvar("simulate", study).exitCode());
    Study whole = store.manifest().orElseThrow().study();
    try (SparkJobs jobs = new SparkJobs(Optional.of("local[2]"), Optional.empty())) {
      PrintWriter err = new PrintWriter(Writer.nullWriter());
      Analysis analysis = new AnalysisStage(jobs).run(store, whole, before, err).analysis();
      assertEquals(2, analysis.runs().committed());
      assertEquals(2, analysis.experiments().get(0).runs());
      assertEquals(0, analysis.experiments().get(1).runs());
    }
    assertFalse(store.hasAnalysisOf(AnalysisStage.madeOf(store, whole, store.snapshot())));
    CommandRun run = runvar("run", study);
    assertEquals(0, run.exitCode(), run.text());
    assertTrue(run.out().contains("small: 4 of 4 runs are OK"), run.out());
  }

  @Test
  void run_keeps_an_analysis_only_while_it_is_whole() throws IOException {
    copy(analysed, path("small"));
    Path analysis = path("small/analysis");
    String made = Files.readString(analysis.resolve("analysis.json"));
    assertEquals(0, runvar("run", study).exitCode());
    assertEquals(made, Files.readString(analysis.resolve("analysis.json")));
    Path table = parquetBelow(analysis.resolve("run_summary"));
    Files.delete(table);
    assertEquals(0, runvar("run", study).exitCode());
    assertTrue(Files.exists(parquetBelow(analysis.resolve("run_summary"))));
  }

  @Test
  void what_is_damaged_is_named_left_out_and_done_again() throws IOException {
    copy(simulated, path("small"));
    Path telemetry = parquetBelow(path("small/telemetry/experiment=a"));
    Files.delete(telemetry);
    Files.writeString(path("small/telemetry/notes.txt"), "mine");
    Files.createDirectories(path("small/telemetry/old/experiment=a"));
    Files.delete(path("small/plan.jsonl"));
    CommandRun analyze = runvar("analyze", "small");
    assertEquals(1, analyze.exitCode(), analyze.text());
    assertTrue(analyze.err().contains(telemetry.getFileName() + " is missing"), analyze.err());
    assertTrue(analyze.out().contains("3 of 4 runs are OK"), analyze.out());
    CommandRun again = runvar("simulate", study);
    assertEquals(0, again.exitCode(), again.text());
    assertTrue(again.err().contains("1 of 4 runs to do"), again.err());
    assertEquals(0, runvar("analyze", "small").exitCode());
  }

  @Test
  void telemetry_that_was_changed_and_kept_its_size_is_left_out_and_named() throws IOException {
    copy(simulated, path("small"));
    Path telemetry = parquetBelow(path("small/telemetry/experiment=a"));
    byte[] bytes = Files.readAllBytes(telemetry);
    Arrays.fill(bytes, 200, bytes.length / 2, (byte) 7);
    Files.write(telemetry, bytes);
    CommandRun analyze = runvar("analyze", "small");
    assertEquals(1, analyze.exitCode(), analyze.text());
    assertTrue(
        analyze.err().contains(telemetry.getFileName() + ": changed since it was written"),
        analyze.err());
    assertTrue(analyze.out().contains("3 of 4 runs are OK"), analyze.out());
  }

  @Test
  void a_record_or_manifest_that_was_edited_is_not_believed() throws IOException {
    copy(analysed, path("small"));
    Path record = below(path("small/runs"), ".json").get(0);
    String text = Files.readString(record);
    Files.writeString(record, text.replace("\"outcome\":\"OK\"", "\"outcome\":\"TIMEOUT\""));
    CommandRun status = runvar("status", "small");
    assertEquals(1, status.exitCode());
    assertTrue(status.err().contains("changed since it was written"), status.err());
    assertTrue(status.out().contains("3 of 4 runs are OK, 0 failed"), status.out());
    Files.writeString(record, text);
    Path manifest = path("small/manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"cycles\" : 20", "\"cycles\" : 21"));
    for (String command :
        List.of("status", "analyze", "report", "simulate", "gc", "export --format paper8")) {
      CommandRun run = runvar((command + " small").split(" "));
      assertEquals(2, run.exitCode(), run.text());
      assertTrue(run.err().contains("manifest.json was changed since it was written"), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
    }
    CommandRun byFile = runvar("simulate", study);
    assertEquals(2, byFile.exitCode());
    assertTrue(byFile.err().contains("manifest.json was changed"), byFile.err());
    assertTrue(runvar("verify", "small", "--sample", "0").out().contains("manifest.json: changed"));
  }

  @Test
  void what_was_done_again_is_no_error_any_more_and_its_remains_are_garbage() throws IOException {
    copy(simulated, path("small"));
    Path record = below(path("small/runs"), ".json").get(0);
    Files.writeString(record, "");
    assertEquals(0, runvar("simulate", study).exitCode());
    CommandRun status = runvar("status", "small");
    assertEquals(0, status.exitCode(), status.text());
    assertEquals("", status.err());
    Files.setLastModifiedTime(record, FileTime.fromMillis(0));
    CommandRun gc = runvar("gc", "small");
    assertEquals(0, gc.exitCode(), gc.text());
    assertFalse(Files.exists(record));
    assertEquals(0, runvar("verify", "small", "--sample", "0").exitCode());
  }

  @Test
  void verify_finds_that_what_was_committed_is_no_longer_remembered() throws IOException {
    copy(simulated, path("small"));
    Path memory = path("small/committed.json");
    String text = Files.readString(memory);
    Files.writeString(memory, text.replaceFirst("\"[0-9a-f]{16}\",", ""));
    assertEquals(1, runvar("verify", "small", "--sample", "0").exitCode());
    Files.delete(memory);
    assertEquals(1, runvar("verify", "small", "--sample", "0").exitCode());
    Files.delete(path("small/plan.jsonl"));
    assertEquals(0, runvar("simulate", study).exitCode());
    assertEquals(0, runvar("verify", "small", "--sample", "0").exitCode());
  }

  @Test
  void status_names_every_record_that_cannot_be_read() throws IOException {
    copy(simulated, path("small"));
    List<Path> records = below(path("small/runs"), ".json");
    assertEquals(4, records.size());
    for (Path record : records) {
      String text = Files.readString(record);
      Files.writeString(record, "");
      CommandRun status = runvar("status", "small");
      assertEquals(1, status.exitCode());
      assertTrue(status.err().contains(record.getFileName().toString()), status.err());
      assertTrue(status.out().contains("3 of 4 runs are OK"), status.out());
      Files.writeString(record, text);
    }
  }

  @Test
  void verify_finds_a_run_that_was_removed_whole() throws IOException {
    copy(simulated, path("small"));
    Path record = below(path("small/runs"), ".json").get(0);
    String runId = record.getFileName().toString().substring(0, 16);
    Files.delete(record);
    for (Path file : below(path("small/telemetry"), ".parquet")) {
      if (file.getFileName().toString().startsWith(runId)) {
        Files.delete(file);
      }
    }
    CommandRun verify = runvar("verify", "small", "--sample", "0");
    assertEquals(1, verify.exitCode(), verify.text());
    assertTrue(verify.out().contains("run %s was committed".formatted(runId)), verify.out());
    assertEquals(0, runvar("simulate", study).exitCode());
    assertEquals(0, runvar("verify", "small", "--sample", "0").exitCode());
  }

  @Test
  void the_page_says_when_runs_are_of_different_builds() throws IOException {
    copy(analysed, path("small"));
    Path page = path("small/report/index.html");
    assertFalse(Files.readString(page).contains("different builds"));
    Path record = below(path("small/runs"), ".json").get(0);
    String text = Files.readString(record);
    String open = text.substring(0, text.indexOf(",\"checksum\""));
    writeSealed(record, open.replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"0.0.9\""));
    assertEquals(0, runvar("report", "small").exitCode());
    assertTrue(Files.readString(page).contains("different builds: 1 by runvar 0.0.9"));
  }

  @Test
  void a_copied_or_renamed_study_is_itself() throws IOException {
    assertEquals(0, runvar("simulate", study, "--experiment", "a").exitCode());
    copy(path("small"), path("copied"));
    assertEquals(0, runvar("simulate", study).exitCode());
    assertTrue(runvar("status", "copied").out().startsWith("copied: 2 of 4 runs are OK"));
    assertTrue(runvar("status", "small").out().startsWith("small: 4 of 4 runs are OK"));
    Files.move(path("copied"), path("renamed"));
    CommandRun simulate = runvar("simulate", "renamed");
    assertEquals(0, simulate.exitCode(), simulate.text());
    assertTrue(simulate.err().contains("renamed: 2 of 4 runs to do"), simulate.err());
    assertTrue(runvar("status", "renamed").out().startsWith("renamed: 4 of 4 runs are OK"));
    assertFalse(Files.exists(path("copied")));
  }

  @Test
  void a_workspace_may_have_any_printable_name() throws IOException {
    String odd = directory.resolve("it's my study [v2] {a,b} *?;\\ é").toString();
    CommandRun run = CommandRun.of("run", study, "--workspace", odd, "--master", "local[2]");
    assertEquals(0, run.exitCode(), run.text());
    assertTrue(run.out().contains("small: 4 of 4 runs are OK"), run.out());
  }

  @Test
  void imports_at_once_lose_nothing() throws Exception {
    List<Process> imports = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Path file = directory.resolve("r%d.jsonl".formatted(i));
      StringBuilder lines =
          new StringBuilder("{\"runvar\":1,\"experiment\":\"e\",\"seed\":%d}\n".formatted(i + 1));
      for (int cycle = 0; cycle < 20_000; cycle++) {
        lines.append("{\"cycle\":%d,\"wall_ns\":%d}\n".formatted(cycle, 1000 + cycle * 7919 % 101));
      }
      Files.writeString(file, lines);
      imports.add(
          RunvarProcess.start(
              directory.resolve("log" + i),
              RunvarProcess.command(
                  "import",
                  "--no-analysis",
                  file.toString(),
                  "--study",
                  "mine",
                  "--workspace",
                  workspace())));
    }
    for (int i = 0; i < 3; i++) {
      String log = "log" + i;
      assertEquals(0, imports.get(i).waitFor(), () -> read(directory.resolve(log)));
    }
    CommandRun status = runvar("status", "mine");
    assertTrue(status.out().startsWith("mine: 3 of 3 runs are OK"), status.out());
  }

  @Test
  void an_import_of_which_a_run_is_gone_may_be_repeated() throws IOException {
    List<String> files = new ArrayList<>();
    for (int run = 1; run <= 2; run++) {
      String text = "{\"runvar\":1,\"seed\":%d}\n{\"cycle\":0,\"wall_ns\":5}\n".formatted(run);
      files.add(Files.writeString(directory.resolve("r%d.jsonl".formatted(run)), text).toString());
    }
    String[] command = {"import", "--no-analysis", files.get(0), files.get(1), "--study", "mine"};
    assertEquals(0, runvar(command).exitCode());
    assertEquals(2, runvar(command).exitCode());
    Files.delete(below(path("mine/runs"), ".json").get(1));
    assertEquals(0, runvar(command).exitCode());
    assertTrue(runvar("status", "mine").out().startsWith("mine: 2 of 2 runs are OK"));
    assertEquals(0, runvar("verify", "mine", "--sample", "0").exitCode());
  }

  @Test
  void damage_of_every_kind_is_one_line_for_every_command() throws IOException {
    copy(analysed, path("small"));
    copy(path("small"), path("whole"));
    List<String> contents = List.of("", "null", "{}", "text", "{\"schema\":7}", "DIRECTORY");
    Map<String, List<String>> readers =
        Map.of(
            "manifest.json", List.of("status hurt", "verify hurt --sample 0"),
            "plan.jsonl", List.of("status hurt", "verify hurt --sample 0"),
            "committed.json", List.of("status hurt", "verify hurt --sample 0"),
            "analysis/analysis.json", List.of("report hurt", "export hurt --format paper8"),
            "analysis/series.json", List.of("report hurt"));
    for (Map.Entry<String, List<String>> file : readers.entrySet()) {
      for (String content : contents) {
        copy(path("whole"), path("hurt"));
        Path target = path("hurt").resolve(file.getKey());
        Files.delete(target);
        if (content.equals("DIRECTORY")) {
          Files.createDirectory(target);
        } else {
          Files.writeString(target, content);
        }
        for (String command : file.getValue()) {
          String line = command.replace("paper8", "paper8 --to " + directory.resolve("export"));
          CommandRun run = runvar(line.split(" "));
          String what = "%s with %s, %s: %s".formatted(file.getKey(), content, command, run.text());
          assertTrue(run.exitCode() <= 2, what);
          if (run.exitCode() == 2) {
            assertEquals(1, run.err().lines().count(), what);
          }
        }
        delete(path("hurt"));
      }
    }
  }

  /** Writes a record as the build would that it names. */
  private static void writeSealed(Path record, String open) throws IOException {
    Path text = Files.writeString(record, open);
    Files.writeString(record, open + ",\"checksum\":\"" + Program.sha256(text) + "\"}");
  }

  private CommandRun runvar(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--workspace", workspace()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private StudyStore store(String name) {
    return Workspace.open(workspace()).study(name);
  }

  private Path path(String name) {
    return Path.of(workspace()).resolve(name);
  }

  private String workspace() {
    return directory.resolve("workspace").toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Path parquetBelow(Path root) throws IOException {
    return below(root, ".parquet").get(0);
  }

  private static List<Path> below(Path root, String end) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.getFileName().toString().startsWith("_"))
          .sorted()
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    FileUtils.copyDirectory(from.toFile(), to.toFile());
  }

  private static void delete(Path root) throws IOException {
    FileUtils.deleteDirectory(root.toFile());
  }
}
