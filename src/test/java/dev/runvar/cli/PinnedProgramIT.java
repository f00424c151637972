package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study executes the program that it began with, whatever becomes of the program's files. */
class PinnedProgramIT {

  private static final String PROGRAM =
      """
      import os
      VERSION = 1
      with open(os.environ["RUNVAR_TELEMETRY"], "w") as f:
          f.write('{"cycle":0,"wall_ns":1000}\\n')
          f.write('{"end":true,"trajectory":"t","outputs":{"version":%d}}\\n' % VERSION)
      """;

  private static final String STUDY =
      """
      study: pinned
      cycles: 1
      replications: 1
      seed: 1
      workload: {command: [python3, %1$s], %2$s}
      experiments: {a: {}, b: {fixed: {variant: optimized}}}
      """;

  @TempDir private Path directory;
  private Path program;

  @BeforeEach
  void writeProgram() throws IOException {
    program = Files.writeString(directory.resolve("program.py"), PROGRAM);
  }

  @Test
  void it_goes_on_by_name_with_the_program_that_it_began_with() throws IOException {
    String study = write(STUDY.formatted(program, "files: [" + program + "]"));
    assertEquals(0, simulate(study, "--experiment", "a").exitCode());
    edit();
    CommandRun byFile = simulate(study);
    assertEquals(2, byFile.exitCode());
    assertTrue(byFile.err().contains("has changed (" + program + ")"), byFile.err());
    assertEquals(1, byFile.err().lines().count());
    CommandRun byName = simulate("pinned");
    assertEquals(0, byName.exitCode(), byName.err());
    assertTrue(byName.err().contains(program + " was edited since the study began"), byName.err());
    assertEquals(Map.of(1.0, 2L), versions());
    List<RunRecord> records = store().records();
    assertEquals(1, records.stream().map(RunRecord::program).distinct().count());
    assertTrue(records.get(0).program().matches("[0-9a-f]{16}"));
    assertEquals(
        "development", records.get(0).build().version().replaceAll("^\\d.*", "development"));
  }

  @Test
  void a_program_that_is_not_copied_is_not_executed_once_it_has_changed() throws IOException {
    String study =
        write(STUDY.formatted(program, "progress: step").replace(", progress: step", ""));
    assertEquals(0, simulate(study, "--experiment", "a").exitCode());
    edit();
    CommandRun byName = simulate("pinned");
    assertEquals(2, byName.exitCode(), byName.text());
    assertTrue(byName.err().contains(program + " has changed since the study began"), byName.err());
    assertEquals(Map.of(1.0, 1L), versions());
    Files.writeString(program, PROGRAM);
    assertEquals(0, simulate("pinned").exitCode());
    assertEquals(Map.of(1.0, 2L), versions());
  }

  @Test
  void it_goes_on_from_another_directory() throws Exception {
    Path here = Files.createDirectories(directory.resolve("here"));
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Files.writeString(here.resolve("program.py"), PROGRAM);
    Files.writeString(
        here.resolve("study.yaml"), STUDY.formatted("program.py", "files: [program.py]"));
    assertEquals(0, inDirectory(here, "simulate", "study.yaml", "--experiment", "a"), log());
    Files.delete(here.resolve("program.py"));
    assertEquals(0, inDirectory(elsewhere, "simulate", "pinned"), log());
    assertEquals(Map.of(1.0, 2L), versions());
  }

  @Test
  void what_the_workspace_says_is_executed_only_when_the_user_says_so_too() throws IOException {
    Path mark = directory.resolve("executed");
    Files.writeString(program, "open('%s', 'a').write('x')\n%s".formatted(mark, PROGRAM));
    String study = write(STUDY.formatted(program, "files: [" + program + "]"));
    assertEquals(0, simulate(study).exitCode());
    Files.delete(mark);

    CommandRun verify = CommandRun.of("verify", "pinned", "--workspace", workspace());
    assertEquals(0, verify.exitCode(), verify.text());
    assertTrue(verify.err().contains("give the study file, or --rerun"), verify.err());
    CommandRun plan = CommandRun.of("plan", "pinned", "--workspace", workspace());
    assertEquals(0, plan.exitCode(), plan.text());
    assertTrue(plan.err().contains("no pilot"), plan.err());
    assertFalse(Files.exists(mark));

    assertEquals(
        0, CommandRun.of("verify", "pinned", "--rerun", "--workspace", workspace()).exitCode());
    assertTrue(Files.exists(mark));
    Files.delete(mark);
    assertEquals(0, CommandRun.of("verify", study, "--workspace", workspace()).exitCode());
    assertTrue(Files.exists(mark));
    Files.delete(mark);
    assertEquals(
        0, CommandRun.of("plan", study, "--pilot", "1s", "--workspace", workspace()).exitCode());
    assertTrue(Files.exists(mark));
  }

  @Test
  void a_changed_manifest_is_found_and_its_command_is_not_executed() throws IOException {
    String study = write(STUDY.formatted(program, "files: [" + program + "]"));
    assertEquals(0, simulate(study, "--experiment", "a").exitCode());
    Path manifest = Path.of(workspace(), "pinned", "manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("python3", "python4"));
    CommandRun verify = CommandRun.of("verify", "pinned", "--rerun", "--workspace", workspace());
    assertEquals(1, verify.exitCode());
    assertTrue(verify.out().contains("manifest.json: changed since it was written"), verify.out());
    CommandRun byName = simulate("pinned");
    assertEquals(2, byName.exitCode());
    assertTrue(byName.err().contains("manifest.json was changed"), byName.err());
  }

  @Test
  void a_damaged_program_is_found_and_the_study_file_repairs_it() throws IOException {
    String study = write(STUDY.formatted(program, "files: [" + program + "]"));
    assertEquals(0, simulate(study, "--experiment", "a").exitCode());
    Path stored;
    try (Stream<Path> files = Files.walk(Path.of(workspace(), "pinned", "programs"))) {
      stored = files.filter(f -> f.getParent().endsWith("files")).findFirst().orElseThrow();
    }
    Files.writeString(stored, PROGRAM.replace("VERSION = 1", "VERSION = 7"));
    CommandRun verify =
        CommandRun.of("verify", "pinned", "--sample", "0", "--workspace", workspace());
    assertEquals(1, verify.exitCode());
    assertTrue(verify.out().contains(stored.getFileName() + ": changed"), verify.out());
    assertEquals(0, simulate(study).exitCode());
    assertEquals(Map.of(1.0, 2L), versions());
  }

  @Test
  void placeholders_and_parameters_that_have_no_use_are_named() throws IOException {
    String study =
        write(
            STUDY
                .formatted(program, "files: [" + program + "]")
                .replace(
                    "[python3, " + program,
                    "[python3, " + program + ", '{sede}', '{Size}', '{seed}'")
                .replace("variant: optimized", "size: 3, never_read: 4"));
    CommandRun plan = CommandRun.of("plan", study, "--pilot", "0s", "--workspace", workspace());
    assertEquals(0, plan.exitCode(), plan.text());
    for (String name : List.of("{sede}", "{Size}", "parameter never_read", "parameter size")) {
      assertTrue(plan.err().contains(name), name + ": " + plan.err());
    }
    assertFalse(plan.err().contains("{seed}"), plan.err());
  }

  @Test
  void a_value_that_is_too_long_for_a_process_is_refused_before_anything_is_run()
      throws IOException {
    String study =
        write(
            STUDY
                .formatted(program, "files: [" + program + "]")
                .replace("variant: optimized", "text: " + "x".repeat(130_000)));
    CommandRun run = simulate(study);
    assertEquals(2, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("experiment b has text with 130,000 bytes"), run.err());
    assertFalse(Files.exists(Path.of(workspace())));
  }

  @Test
  void a_driver_that_was_stopped_for_longer_than_the_timeout_does_not_lose_a_finished_run()
      throws Exception {
    Path started = directory.resolve("started");
    Files.writeString(
        program,
        "import time\nopen('%s', 'w').close()\ntime.sleep(1)\n%s".formatted(started, PROGRAM));
    String study = write(STUDY.formatted(program, "files: [" + program + "]") + "timeout: 4s\n");
    Process driver =
        RunvarProcess.start(
            directory.resolve("log"),
            RunvarProcess.command(
                "simulate", study, "--experiment", "a", "--workspace", workspace()));
    while (!Files.exists(started)) {
      assertTrue(driver.isAlive(), log());
      Thread.sleep(20);
    }
    signal(driver, "STOP");
    Thread.sleep(6_000);
    signal(driver, "CONT");
    assertTrue(driver.waitFor(2, TimeUnit.MINUTES), log());
    assertEquals(0, driver.exitValue(), log());
    assertEquals(Map.of(1.0, 1L), versions());
  }

  private static void signal(Process process, String signal) throws Exception {
    assertEquals(
        0,
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor());
  }

  private void edit() throws IOException {
    Files.writeString(program, PROGRAM.replace("VERSION = 1", "VERSION = 2"));
  }

  private Map<Double, Long> versions() {
    return store().records().stream()
        .collect(Collectors.groupingBy(r -> r.outputs().get("version"), Collectors.counting()));
  }

  private CommandRun simulate(String study, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("simulate", study, "--workspace", workspace(), "--master", "local[1]"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private int inDirectory(Path from, String... arguments) throws Exception {
    List<String> command = RunvarProcess.command(arguments);
    command.addAll(List.of("--workspace", workspace(), "--master", "local[1]"));
    Process process =
        new ProcessBuilder(command)
            .directory(from.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), log());
    return process.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  private StudyStore store() {
    return Workspace.open(workspace()).study("pinned");
  }

  private String workspace() {
    return directory.resolve("workspace").toString();
  }

  private String write(String text) throws IOException {
    return Files.writeString(directory.resolve("study.yaml"), text).toString();
  }
}
