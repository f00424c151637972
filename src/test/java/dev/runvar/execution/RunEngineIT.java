package dev.runvar.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runvar.store.Build;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryPart;
import dev.runvar.store.Workspace;
import dev.runvar.study.Isolation;
import dev.runvar.study.Plan;
import dev.runvar.study.RunLimits;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs in real processes and threads. */
class RunEngineIT {

  private static final String ENDLESS =
      """
      study: endless
      cycles: 1000000000
      replications: 1
      seed: 5
      experiments:
        only:
          fixed: {max_agents: 5, warmup: 0s}
      """;

  @TempDir private Path directory;

  @Test
  void a_run_takes_the_same_path_in_both_variants_and_both_isolations() throws Exception {
    Study study =
        study(
            """
            study: paths
            cycles: 30
            replications: 2
            seed: 5
            fixed: {max_agents: 10, warmup: 0s, frequency: high}
            experiments:
              slow:
                fixed: {variant: unoptimized}
              fast:
                fixed: {variant: optimized}
            """);
    for (Isolation isolation : Isolation.values()) {
      StudyStore store = store(isolation.name());
      RunEngine engine = engine(store, study, isolation, Duration.ofMinutes(1));
      for (RunSpec spec : Plan.of(study)) {
        assertEquals(Outcome.OK, engine.run(spec));
      }
    }
    Map<Integer, List<String>> hashes =
        Stream.of(Isolation.values())
            .flatMap(isolation -> store(isolation.name()).records().stream())
            .collect(
                Collectors.groupingBy(
                    RunRecord::seed,
                    Collectors.mapping(RunRecord::trajectory, Collectors.toList())));
    assertEquals(2, hashes.size());
    hashes
        .values()
        .forEach(
            ofOneSeed -> {
              assertEquals(4, ofOneSeed.size());
              assertEquals(1, ofOneSeed.stream().distinct().count());
            });
  }

  @Test
  void a_record_says_what_the_run_was_and_where() throws Exception {
    Study study =
        study(
            """
            study: one
            cycles: 12
            replications: 1
            seed: 5
            experiments:
              only:
                fixed: {max_agents: 5, warmup: 0s}
                factors: {pooling: [on]}
            """);
    RunSpec spec = Plan.of(study).get(0);
    engine(store("w"), study, Isolation.PROCESS, Duration.ofMinutes(1)).run(spec);
    RunRecord record = store("w").records().get(0);
    assertEquals(12, record.cycles());
    assertEquals(12, record.telemetry().get(0).rows());
    assertEquals(Map.of("pooling", "on"), record.levels());
    assertEquals("5", record.parameters().get("max_agents"));
    assertEquals(spec.seed(), record.seed());
    assertFalse(record.host().isEmpty());
    assertTrue(record.hostCores() > 0);
    assertFalse(record.scratchFileSystem().isEmpty());
    assertTrue(record.endedUnixMillis() >= record.startedUnixMillis());
    assertTrue(record.outputs().containsKey("mean_population"));
  }

  @Test
  void a_command_reports_by_the_contract_and_gets_its_parameters() throws Exception {
    RunRecord record =
        runCommand(
            "echo '{\"cycle\":0,\"wall_ns\":5}' > $RUNVAR_TELEMETRY;"
                + " echo \"{\\\"end\\\":true,\\\"trajectory\\\":\\\"$RUNVAR_PARAM_SIZE-$RUNVAR_SEED-{size}\\\"}\""
                + " >> $RUNVAR_TELEMETRY",
            Duration.ofMinutes(1));
    assertEquals(Outcome.OK, record.outcome());
    assertEquals("3-%d-3".formatted(record.seed()), record.trajectory());
    assertEquals(1, record.cycles());
  }

  @Test
  void the_python_port_is_a_workload_whose_variants_take_the_same_path() throws Exception {
    Study study =
        study(
            """
            study: python
            cycles: 15
            replications: 1
            seed: 5
            workload:
              command: [python3, examples/python/swarm.py]
              files: [examples/python/swarm.py, examples/python/runvar_telemetry.py]
            experiments:
              only:
                fixed: {founders: high, max_agents: 10}
                factors: {variant: [unoptimized, optimized]}
            """);
    RunEngine engine = engine(store("p"), study, Isolation.PROCESS, Duration.ofMinutes(1));
    for (RunSpec spec : Plan.of(study)) {
      assertEquals(Outcome.OK, engine.run(spec));
    }
    List<RunRecord> records = store("p").records();
    assertTrue(records.stream().allMatch(record -> record.cycles() == 15));
    assertEquals(1, records.stream().map(RunRecord::trajectory).distinct().count());
    assertEquals(1, records.stream().map(RunRecord::matchId).distinct().count());
  }

  @Test
  void a_failing_command_is_a_record_with_its_exit_code_and_last_lines() throws Exception {
    RunRecord record =
        runCommand(
            "echo '{\"cycle\":0,\"wall_ns\":5}' > $RUNVAR_TELEMETRY; printf '{\"cyc' >>"
                + " $RUNVAR_TELEMETRY; seq 1 50; echo broken >&2; exit 7",
            Duration.ofMinutes(1));
    assertEquals(Outcome.FAILED, record.outcome());
    assertEquals(7, record.failure().exitCode());
    assertEquals(1, record.cycles());
    assertEquals(20, record.failure().lastOutput().size());
    assertEquals("50", record.failure().lastOutput().get(19));
    assertEquals(List.of("broken"), record.failure().lastErrors());
  }

  @Test
  void a_command_that_cannot_be_started_is_a_failed_run() throws Exception {
    RunRecord record = runArguments("[/no/such/program]", Duration.ofMinutes(1));
    assertEquals(Outcome.FAILED, record.outcome());
    assertTrue(record.failure().message().contains("/no/such/program"));
  }

  @Test
  void a_command_that_hangs_is_ended_after_the_timeout() throws Exception {
    long started = System.nanoTime();
    RunRecord record =
        runCommand(
            "echo '{\"cycle\":0,\"wall_ns\":5}' > $RUNVAR_TELEMETRY; sleep 600",
            Duration.ofSeconds(1));
    assertEquals(Outcome.TIMEOUT, record.outcome());
    assertEquals(1, record.cycles());
    assertTrue(System.nanoTime() - started < Duration.ofSeconds(60).toNanos());
  }

  @Test
  void a_command_that_writes_something_else_has_invalid_telemetry() throws Exception {
    RunRecord record =
        runCommand(
            "echo '{\"cycle\":0,\"wall_ns\":5}' > $RUNVAR_TELEMETRY; echo hello >> $RUNVAR_TELEMETRY",
            Duration.ofMinutes(1));
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
    assertEquals("telemetry line 2: not JSON: hello", record.failure().message());
    assertEquals(1, record.cycles());
  }

  @Test
  void a_killed_command_is_told_from_one_that_failed() throws Exception {
    assertEquals(Outcome.KILLED, runCommand("kill -9 $$", Duration.ofMinutes(1)).outcome());
  }

  @Test
  void exit_code_255_is_a_failure_and_not_a_signal() throws Exception {
    assertEquals(Outcome.FAILED, runCommand("exit 255", Duration.ofMinutes(1)).outcome());
  }

  @Test
  void a_line_without_an_end_is_invalid_telemetry() throws Exception {
    RunRecord record =
        runCommand(
            "head -c 17000000 /dev/zero | tr '\\0' x > $RUNVAR_TELEMETRY", Duration.ofMinutes(1));
    assertEquals(Outcome.INVALID_TELEMETRY, record.outcome());
    assertTrue(record.failure().message().startsWith("telemetry line 1: longer than"));
  }

  @Test
  void a_process_that_still_writes_to_the_scratch_directory_does_not_undo_the_commit()
      throws Exception {
    RunRecord record =
        runCommand(
            "(i=0; while [ $i -lt 3000 ]; do i=$((i+1)); : > $RUNVAR_SCRATCH/$i; done) &"
                + " sleep 0.1; exit 0",
            Duration.ofMinutes(1));
    assertEquals(Outcome.OK, record.outcome());
  }

  @Test
  void a_long_run_can_be_read_while_it_goes_on() throws Exception {
    Study study =
        study(
            """
            study: long
            cycles: 40
            replications: 1
            seed: 5
            workload: {command: [sh, -c, 'i=0; while [ $i -lt 40 ]; do echo "{\\"cycle\\":$i,\\"wall_ns\\":5}" >> $RUNVAR_TELEMETRY; i=$((i+1)); sleep 0.1; done']}
            experiments: {only: {}}
            """);
    RunEngine engine =
        new RunEngine(
            store("l"),
            study.workload(),
            study.isolation(),
            study.limits(),
            1,
            Build.UNKNOWN,
            Duration.ofSeconds(1));
    FutureTask<Outcome> run = new FutureTask<>(() -> engine.run(Plan.of(study).get(0)));
    new Thread(run).start();
    Path telemetry = directory.resolve("l/telemetry/experiment=only");
    while (closedFiles(telemetry) == 0) {
      assertFalse(run.isDone(), "no part was closed before the end");
      Thread.sleep(50);
    }
    assertEquals(List.of(), store("l").records());
    assertEquals(Outcome.OK, run.get());
    RunRecord record = store("l").records().get(0);
    assertTrue(record.telemetry().size() > 1, "parts: " + record.telemetry());
    assertEquals(40, record.telemetry().stream().mapToLong(TelemetryPart::rows).sum());
    assertEquals(record.telemetry().size(), closedFiles(telemetry));
    assertEquals(List.of(), store("l").markers());
  }

  private static long closedFiles(Path telemetry) throws IOException {
    if (!Files.exists(telemetry)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(telemetry)) {
      return files.filter(file -> !file.getFileName().toString().startsWith("_")).count();
    }
  }

  @Test
  void a_thread_run_that_is_cancelled_leaves_nothing() throws Exception {
    Study study = study(ENDLESS);
    RunEngine engine = engine(store("t"), study, Isolation.THREAD, Duration.ofHours(1));
    FutureTask<Outcome> run = new FutureTask<>(() -> engine.run(Plan.of(study).get(0)));
    Thread thread = new Thread(run);
    thread.start();
    while (store("t").markers().isEmpty()) {
      Thread.sleep(10);
    }
    Thread.sleep(300);
    thread.interrupt();
    thread.join();
    assertTrue(
        assertThrows(ExecutionException.class, run::get).getCause()
            instanceof InterruptedException);
    assertEquals(List.of(), store("t").records());
    assertEquals(List.of(), store("t").markers());
    assertEquals(0, closedFiles(directory.resolve("t/telemetry/experiment=only")));
  }

  @Test
  void a_thread_run_is_ended_after_the_timeout() throws Exception {
    Study study = study(ENDLESS);
    engine(store("t"), study, Isolation.THREAD, Duration.ofMillis(500)).run(Plan.of(study).get(0));
    RunRecord record = store("t").records().get(0);
    assertEquals(Outcome.TIMEOUT, record.outcome());
    assertTrue(record.cycles() > 0);
  }

  @Test
  void a_run_leaves_no_scratch_directory() throws Exception {
    RunRecord record =
        runCommand("echo $RUNVAR_SCRATCH; touch $RUNVAR_SCRATCH/x; exit 1", Duration.ofMinutes(1));
    String scratch = record.failure().lastOutput().get(0);
    assertNotNull(scratch);
    assertFalse(Files.exists(Path.of(scratch)));
  }

  private RunRecord runCommand(String script, Duration timeout) throws Exception {
    return runArguments("[sh, -c, '" + script.replace("'", "''") + "']", timeout);
  }

  private RunRecord runArguments(String command, Duration timeout) throws Exception {
    Study study =
        study(
            """
            study: command
            cycles: 1
            replications: 1
            seed: 5
            workload: {command: %s}
            experiments:
              only:
                fixed: {size: 3}
            """
                .formatted(command));
    engine(store("c"), study, Isolation.PROCESS, timeout).run(Plan.of(study).get(0));
    return store("c").records().get(0);
  }

  private static RunEngine engine(
      StudyStore store, Study study, Isolation isolation, Duration timeout) {
    RunLimits limits = new RunLimits(timeout.toMillis(), study.limits().memoryBytes());
    try {
      if (study.workload().program() != null) {
        store.programs().save(study.workload().program());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RunEngine(store, study.workload(), isolation, limits, 2);
  }

  private StudyStore store(String name) {
    return Workspace.open(directory.toString()).study(name);
  }

  private Study study(String text) throws Exception {
    return StudyReader.read(Files.writeString(directory.resolve("study.yaml"), text));
  }
}
