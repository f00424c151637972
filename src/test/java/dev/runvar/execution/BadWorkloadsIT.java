package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.Instrumentation;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunColumns;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run's process can do wrong: the programs in src/test/resources/workloads. */
class BadWorkloadsIT {

  private static final String SCRIPTS = "src/test/resources/workloads/";

  @TempDir private Path directory;

  /** Whatever a workload does, nothing of it is left: no process, no file. */
  @AfterEach
  void nothing_is_left_of_the_run() throws IOException {
    for (RunRecord record : store().records()) {
      assertEquals(List.of(), processesOf(record.attempt()));
    }
    assertEquals(List.of(), store().markers());
    try (Stream<Path> files = Files.walk(directory)) {
      assertEquals(
          List.of(), files.filter(f -> f.getFileName().toString().startsWith("_")).toList());
    }
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      String scratch = "runvar-" + Plan.of(study).get(0).runId();
      assertEquals(
          List.of(), files.filter(f -> f.getFileName().toString().startsWith(scratch)).toList());
    }
  }

  private Study study;

  @Test
  void one_that_fails_at_its_start() throws Exception {
    RunRecord record = run("sh", "fails-at-start.sh", "");
    assertEquals(Outcome.FAILED, record.outcome());
    assertEquals(9, record.failure().exitCode());
    assertEquals("ended with exit code 9: no licence", record.failure().message());
    assertEquals(Instrumentation.READINGS, record.instrumentation());
    assertEquals(0, record.cycleNanos());
  }

  @Test
  void one_that_fails_at_cycle_500() throws Exception {
    RunRecord record = run("sh", "fails-at-cycle-500.sh", "");
    assertEquals(Outcome.FAILED, record.outcome());
    assertEquals(List.of("cycle 500: index out of range"), record.failure().lastErrors());
    assertEquals(500, record.cycles());
    assertEquals(500_000, record.cycleNanos());
  }

  @ParameterizedTest
  @CsvSource({
    "hangs.sh, timeout: 1s, TIMEOUT, 2",
    "ignores-termination.sh, timeout: 1s, TIMEOUT, 2",
    "stops-itself.sh, timeout: 1s, TIMEOUT, 2",
    "leaves-children.sh, '', OK, 2",
    "leaves-its-session.sh, '', OK, 2",
    "closes-its-streams.sh, '', OK, 4",
    "removes-its-scratch.sh, '', OK, 2",
    "kills-its-group.sh, '', KILLED, 2"
  })
  void one_that_ends_in_an_odd_way_keeps_its_cycles(
      String script, String line, Outcome outcome, int cycles) throws Exception {
    RunRecord record = run("sh", script, line);
    assertEquals(outcome, record.outcome());
    assertEquals(cycles, record.cycles());
  }

  @Test
  void one_that_eats_memory() throws Exception {
    RunRecord record = run("python3", "eats-memory.py", "memory: 128m");
    assertEquals(Outcome.OUT_OF_MEMORY, record.outcome());
    assertEquals(128L << 20, record.memoryLimitBytes());
    assertTrue(record.peakRssBytes() > 128L << 20);
    assertTrue(record.failure().message().endsWith("the study allows 134217728"));
    assertEquals(1, record.cycles());
  }

  @Test
  void one_of_ours_whose_heap_is_too_small() throws Exception {
    RunRecord record =
        run(
            """
            study: bad
            cycles: 1000000
            replications: 1
            seed: 5
            memory: 16m
            experiments:
              only:
                fixed: {max_agents: 100000, warmup: 0s}
            """);
    assertEquals(Outcome.OUT_OF_MEMORY, record.outcome());
    assertEquals(3, record.failure().exitCode());
  }

  @Test
  void one_that_writes_garbage() throws Exception {
    RunRecord record = run("sh", "writes-garbage.sh", "");
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
    assertTrue(record.failure().message().startsWith("telemetry line 3: not JSON: "));
    assertEquals(2, record.cycles());
  }

  @Test
  void one_that_dies_in_the_middle_of_a_line() throws Exception {
    RunRecord record = run("sh", "dies-within-a-line.sh", "");
    assertEquals(Outcome.KILLED, record.outcome());
    assertEquals(137, record.failure().exitCode());
    assertEquals(3, record.cycles());
  }

  @Test
  void one_that_ends_its_telemetry_badly_and_fails_has_failed_in_the_first_place()
      throws Exception {
    RunRecord record = run("sh", "fails-in-its-last-line.sh", "");
    assertEquals(Outcome.FAILED, record.outcome());
    assertEquals(7, record.failure().exitCode());
    assertEquals(3, record.cycles());
  }

  @Test
  void one_that_crashes_has_failed_and_was_not_killed() throws Exception {
    RunRecord record = run("sh", "crashes.sh", "");
    assertEquals(Outcome.FAILED, record.outcome());
    assertEquals(139, record.failure().exitCode());
    assertEquals(2, record.cycles());
  }

  @Test
  void one_in_python_that_raises_leaves_the_cycles_before_and_its_reason() throws Exception {
    RunRecord record = run("python3", "raises.py", "");
    assertEquals(Outcome.FAILED, record.outcome());
    assertEquals(
        "ended with exit code 1: ArithmeticError: the matrix is singular",
        record.failure().message());
    assertEquals(2, record.cycles());
    RunColumns telemetry = store().files().readTelemetry("only", record.telemetry(), Set.of());
    assertTrue(Arrays.stream(telemetry.phases().get("evolve")).allMatch(nanos -> nanos > 0));
  }

  @Test
  void one_that_writes_200_megabytes_of_output() throws Exception {
    writes(100L << 20);
  }

  @Test
  @Tag("long")
  void one_that_writes_10_gigabytes_of_output() throws Exception {
    writes(5L << 30);
  }

  private void writes(long bytes) throws Exception {
    RunRecord record = run("sh", "writes-to-stdout.sh", "fixed: {bytes: " + bytes + "}");
    assertEquals(Outcome.OK, record.outcome());
    assertEquals(2, record.cycles());
  }

  @Test
  void one_that_says_nothing_has_the_readings_of_its_process_for_telemetry() throws Exception {
    RunRecord record = run("sh", "says-nothing.sh", "");
    assertEquals(Outcome.OK, record.outcome());
    assertEquals(Instrumentation.READINGS, record.instrumentation());
    assertTrue(record.cycles() >= 3, "readings: " + record.cycles());
    assertEquals(0, record.cycleNanos());
    assertFalse(record.cutShort());
  }

  @Test
  void one_that_only_prints_has_a_cycle_for_each_matching_line() throws Exception {
    RunRecord record =
        run(
            command(
                "command: [sh, %sprints-progress.sh], progress: '^iteration \\d+'"
                    .formatted(SCRIPTS),
                ""));
    assertEquals(Outcome.OK, record.outcome());
    assertEquals(Instrumentation.PROGRESS, record.instrumentation());
    assertEquals(4, record.cycles());
    // Three times from one line to the next: when the first cycle began is not known.
    assertTrue(record.cycleNanos() >= 300_000_000, "inside cycles: " + record.cycleNanos());
  }

  @Test
  void one_that_prints_no_matching_line_has_failed() throws Exception {
    RunRecord record =
        run(
            command(
                "command: [sh, %sprints-progress.sh], progress: '^step'".formatted(SCRIPTS), ""));
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
    assertEquals(
        "no line of its output matches progress \"^step\"; the last line is:   detail of 4",
        record.failure().message());
  }

  @Test
  void one_that_is_not_there_is_named() throws Exception {
    RunRecord record = run(command("command: [pyhton3, model.py]", ""));
    assertEquals(Outcome.FAILED, record.outcome());
    assertEquals(
        "ended with exit code 127: \"pyhton3\" is not found or may not be executed; give a program on the path, or the path of one",
        record.failure().message());
  }

  @Test
  void one_that_prints_faster_than_its_cycles_are_written_loses_none() throws Exception {
    long started = System.nanoTime();
    RunRecord record =
        run(
            command(
                "command: [sh, %sprints-faster-than-anyone-reads.sh], progress: '^iteration'"
                    .formatted(SCRIPTS),
                ""));
    assertEquals(Outcome.OK, record.outcome());
    assertEquals(300_000, record.cycles());
    // Fifteen seconds are what would be waited for a stream that does not end.
    assertTrue(System.nanoTime() - started < Duration.ofSeconds(14).toNanos());
  }

  @Test
  void one_that_prints_progress_all_the_time_is_ended_at_its_timeout() throws Exception {
    RunRecord record =
        run(command("command: [yes, iteration], progress: iteration", "timeout: 2s"));
    assertEquals(Outcome.TIMEOUT, record.outcome());
    assertTrue(record.cycles() > 1_000);
    assertTrue(record.endedUnixMillis() - record.startedUnixMillis() < 20_000);
  }

  @Test
  void one_that_writes_telemetry_all_the_time_is_ended_at_its_timeout() throws Exception {
    String script =
        "c=0; while :; do echo \"{\\\"cycle\\\":$c,\\\"wall_ns\\\":5}\" >>$RUNVAR_TELEMETRY; c=$((c + 1)); done";
    RunRecord record = run(command("command: [sh, -c, '%s']".formatted(script), "timeout: 1s"));
    assertEquals(Outcome.TIMEOUT, record.outcome());
    assertTrue(record.cycles() > 1_000, "cycles: " + record.cycles());
  }

  /** Fifteen seconds are what is spent on its backlog. */
  @Test
  @Tag("long")
  void one_that_writes_telemetry_faster_than_it_is_read_is_ended_at_its_timeout() throws Exception {
    RunRecord record = run("sh", "writes-telemetry-all-the-time.sh", "timeout: 2s");
    assertEquals(Outcome.TIMEOUT, record.outcome());
    assertTrue(record.endedUnixMillis() - record.startedUnixMillis() < 25_000);
  }

  @Test
  void one_that_writes_more_than_it_may_is_ended() throws Exception {
    RunRecord record = run("sh", "writes-telemetry-all-the-time.sh", "output: 16m");
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
    assertTrue(
        record.failure().message().contains("more than 16,777,216 bytes of telemetry"),
        record.failure().message());
    assertTrue(record.cycles() > 0);
  }

  @Test
  void one_that_fills_its_directory_is_ended() throws Exception {
    RunRecord record =
        run(
            command(
                "command: [sh, -c, 'dd if=/dev/zero of=$RUNVAR_SCRATCH/big bs=1M count=20 status=none; sleep 30']",
                "output: 16m"));
    assertEquals(Outcome.FAILED, record.outcome());
    assertTrue(record.failure().message().startsWith("wrote more than 16,777,216 bytes"));
    assertTrue(record.endedUnixMillis() - record.startedUnixMillis() < 25_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // In place, always as long as before.
        "for c in 1 2 3 4 5 6 7 8; do echo \"{\\\"cycle\\\":$c,\\\"wall_ns\\\":5}\" >$RUNVAR_TELEMETRY; sleep 0.3; done",
        // Renamed into place.
        "for c in 1 2 3 4 5 6 7 8; do echo \"{\\\"cycle\\\":$c,\\\"wall_ns\\\":5}\" >$RUNVAR_SCRATCH/n; mv $RUNVAR_SCRATCH/n $RUNVAR_TELEMETRY; sleep 0.3; done"
      })
  void one_whose_file_holds_one_cycle_at_a_time_is_read_while_none_is_lost(String script)
      throws Exception {
    RunRecord record = runScript(script);
    assertEquals(Outcome.OK, record.outcome(), () -> record.failure().message());
    assertEquals(8, record.cycles());
  }

  @Test
  void one_that_replaces_its_telemetry_faster_than_it_is_read_is_invalid() throws Exception {
    RunRecord record =
        runScript(
            "echo '{\"cycle\":0,\"wall_ns\":5}' >$RUNVAR_TELEMETRY; sleep 0.4;"
                + " for c in 1 2 3; do echo \"{\\\"cycle\\\":$c,\\\"wall_ns\\\":5}\" >$RUNVAR_TELEMETRY; done");
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
    assertEquals(
        "the file that RUNVAR_TELEMETRY names was replaced, and cycles 1 to 2 were never seen; only add lines to it",
        record.failure().message());
  }

  @Test
  void one_that_writes_all_lines_anew_each_time_is_read_once() throws Exception {
    RunRecord record =
        runScript(
            "t=; for c in 0 1 2 3; do t=\"$t{\\\"cycle\\\":$c,\\\"wall_ns\\\":5}\\n\"; printf \"$t\" >$RUNVAR_SCRATCH/n;"
                + " mv $RUNVAR_SCRATCH/n $RUNVAR_TELEMETRY; sleep 0.3; done");
    assertEquals(Outcome.OK, record.outcome(), () -> record.failure().message());
    assertEquals(4, record.cycles());
  }

  @Test
  void one_that_makes_its_telemetry_a_loop_of_links_ends_alone() throws Exception {
    RunRecord record =
        runScript("rm $RUNVAR_TELEMETRY; ln -s $RUNVAR_TELEMETRY $RUNVAR_TELEMETRY; sleep 1");
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
    assertTrue(record.failure().message().contains("cannot be read"), record.failure().message());
  }

  @Test
  void one_whose_progress_stands_at_the_end_of_a_long_line() throws Exception {
    RunRecord record =
        run(
            command(
                "command: [python3, -c, 'print(\"x\" * 60000 + \" it\"); print(\"it\")'], progress: it",
                ""));
    assertEquals(2, record.cycles());
  }

  @Test
  void one_that_renames_its_telemetry_into_place() throws Exception {
    RunRecord record =
        runScript(
            "for c in 0 1 2; do echo \"{\\\"cycle\\\":$c,\\\"wall_ns\\\":5}\"; done >$RUNVAR_SCRATCH/new;"
                + " mv $RUNVAR_SCRATCH/new $RUNVAR_TELEMETRY");
    assertEquals(Outcome.OK, record.outcome());
    assertEquals(3, record.cycles());
  }

  @Test
  void one_that_begins_its_telemetry_anew_in_another_file() throws Exception {
    RunRecord record =
        runScript(
            "echo '{\"cycle\":0,\"wall_ns\":5}' >$RUNVAR_TELEMETRY; sleep 0.5;"
                + " echo '{\"cycle\":1,\"wall_ns\":5}' >$RUNVAR_SCRATCH/new;"
                + " mv $RUNVAR_SCRATCH/new $RUNVAR_TELEMETRY");
    assertEquals(Outcome.OK, record.outcome());
    assertEquals(2, record.cycles());
  }

  /** What is left of a run is removed when its command ends, but not before it is read. */
  @Test
  void ones_that_put_their_telemetry_into_its_place_as_the_last_thing_they_do() throws Exception {
    String script =
        "rm $RUNVAR_TELEMETRY; echo ''{\"cycle\":0,\"wall_ns\":5}'' >$RUNVAR_SCRATCH/new;"
            + " exec mv $RUNVAR_SCRATCH/new $RUNVAR_TELEMETRY";
    study =
        study(
            command("command: [sh, -c, '%s']".formatted(script), "")
                .replace("replications: 1", "replications: 60"));
    RunEngine engine = engine();
    for (RunSpec run : Plan.of(study)) {
      engine.run(run);
    }
    for (RunRecord record : store().records()) {
      assertEquals(Outcome.OK, record.outcome(), () -> record.failure().message());
      assertEquals(1, record.cycles());
    }
    assertEquals(60, store().records().size());
  }

  @Test
  void one_that_removes_its_telemetry() throws Exception {
    RunRecord record = runScript("rm $RUNVAR_TELEMETRY; echo done");
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
    assertEquals(
        "the file that RUNVAR_TELEMETRY names was removed before it held a cycle; the last line is: done",
        record.failure().message());
  }

  @Test
  void one_that_puts_a_directory_in_the_place_of_its_telemetry() throws Exception {
    RunRecord record = runScript("rm $RUNVAR_TELEMETRY; mkdir $RUNVAR_TELEMETRY");
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
  }

  @Test
  void one_that_writes_blank_lines_and_carriage_returns() throws Exception {
    RunRecord record =
        runScript(
            "printf '\\r\\n{\"cycle\":0,\"wall_ns\":5}\\r\\n  \\n\\n{\"cycle\":1,\"wall_ns\":5}\\r\\n\\r\\n' >$RUNVAR_TELEMETRY");
    assertEquals(Outcome.OK, record.outcome());
    assertEquals(2, record.cycles());
  }

  @Test
  void one_whose_progress_bar_returns_the_carriage() throws Exception {
    RunRecord record =
        run(
            command(
                "command: [printf, 'start\\nstep 1\\rstep 2\\rstep 3\\r\\nend\\n'], progress: step",
                ""));
    assertEquals(Outcome.OK, record.outcome());
    assertEquals(3, record.cycles());
  }

  @Test
  void one_gets_its_values_as_they_are_written_and_nothing_of_the_caller() throws Exception {
    study =
        study(
            command(
                    "command: [sh, -c, 'echo \"$0 $RUNVAR_PARAM_CITY $(env | grep -c RUNVAR_)\"; exit 1', '{city}']",
                    "")
                .replace(
                    "only: {}", "only: {fixed: {city: \"Zürich it's \\\"$HOME\\\" \\\\ 東京\"}}"));
    engine().run(Plan.of(study).get(0));
    RunRecord record = store().records().get(0);
    String city = "Zürich it's \"$HOME\" \\ 東京";
    // Id, seed, cycles, scratch, telemetry, attempt, and the one parameter.
    assertEquals(List.of("%s %s 7".formatted(city, city)), record.failure().lastOutput());
  }

  @Test
  void one_that_is_too_long_for_a_process_is_known_before_it_is_started() throws Exception {
    String half = "x".repeat(CommandLine.MOST_VALUE_BYTES / 2 + 1);
    study =
        study(
            command("command: [echo, '{a}{a}']", "")
                .replace("only: {}", "only: {fixed: {a: %s}}".formatted(half)));
    assertEquals(
        "an argument of 120,002 bytes",
        RunEngine.startProblem(study.workload(), Plan.of(study).get(0)).orElseThrow());
  }

  private RunRecord runScript(String script) throws Exception {
    return run(command("command: [sh, -c, '%s']".formatted(script.replace("'", "''")), ""));
  }

  @Test
  void a_run_that_is_given_up_is_a_record_that_says_why() throws Exception {
    study = study(command("command: [sh, %shangs.sh]".formatted(SCRIPTS), ""));
    engine().giveUp(Plan.of(study).get(0), "its executor was lost 3 times");
    RunRecord record = store().records().get(0);
    assertEquals(Outcome.KILLED, record.outcome());
    assertEquals("its executor was lost 3 times", record.failure().message());
    assertEquals(List.of(), record.telemetry());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ignores-termination.sh", "writes-telemetry-all-the-time.sh"})
  void a_run_that_is_cancelled_leaves_no_record_and_no_process(String script) throws Exception {
    study = study(command("command: [sh, %s%s]".formatted(SCRIPTS, script), ""));
    RunEngine engine = engine();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread run =
        new Thread(
            () ->
                thrown.set(
                    assertThrows(
                        InterruptedException.class, () -> engine.run(Plan.of(study).get(0)))));
    run.start();
    while (store().markers().isEmpty()) {
      Thread.sleep(10);
    }
    String attempt = store().markers().get(0).attempt();
    Thread.sleep(500);
    run.interrupt();
    run.join();
    assertTrue(thrown.get() instanceof InterruptedException);
    assertEquals(List.of(), store().records());
    for (int i = 0; i < 100 && !processesOf(attempt).isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertEquals(List.of(), processesOf(attempt));
    // The scratch directory goes last, with the watch.
    Thread.sleep(500);
  }

  private RunRecord run(String program, String script, String line) throws Exception {
    return run(command("command: [%s, %s%s]".formatted(program, SCRIPTS, script), line));
  }

  private static String command(String workload, String line) {
    return """
        study: bad
        cycles: 4
        replications: 1
        seed: 5
        workload: {%s}
        experiments: {only: {}}
        %s
        """
        .formatted(workload, line);
  }

  private RunRecord run(String text) throws Exception {
    study = study(text);
    engine().run(Plan.of(study).get(0));
    return store().records().get(0);
  }

  private RunEngine engine() throws IOException {
    if (study.workload().program() != null) {
      store().programs().save(study.workload().program());
    }
    return new RunEngine(store(), study.workload(), study.isolation(), study.limits(), 2);
  }

  private StudyStore store() {
    return Workspace.open(directory.toString()).study("bad");
  }

  private Study study(String text) throws IOException {
    return StudyReader.read(Files.writeString(directory.resolve("study.yaml"), text));
  }

  /** Returns the processes that carry an attempt's id. */
  private static List<String> processesOf(String attempt) throws IOException {
    String mark = "RUNVAR_ATTEMPT=" + attempt;
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid)
          .filter(pid -> environment(pid).contains(mark))
          .map(String::valueOf)
          .toList();
    }
  }

  private static String environment(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It has ended, or is not ours.
      return "";
    }
  }
}
