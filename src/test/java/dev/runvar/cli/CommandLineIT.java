package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a user types it, on a real Spark, with the exit code that a script would see. */
class CommandLineIT {

  private static final String STUDY =
      """
      study: tiny
      cycles: 20
      replications: 2
      seed: 3
      isolation: %s
      fixed: {max_agents: 6, warmup: 0s}
      experiments:
        before:
          fixed: {variant: unoptimized, pooling: off}
          factors: {frequency: [low, high]}
        after:
          fixed: {variant: optimized, frequency: low}
          factors: {pooling: [off, on]}
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_study_goes_through_every_stage() throws IOException {
    String study = write(STUDY.formatted("process"));
    assertEquals(0, runvar("run", study, "--workspace", workspace(), "--master", "local[2]"));
    assertTrue(out.toString().contains("tiny: 8 of 8 runs are OK"), out.toString());
    assertTrue(out.toString().contains("Results:  file:" + workspace() + "/tiny"));
    assertTrue(err.toString().contains("tiny: 8 of 8 runs to do"));
    assertTrue(err.toString().contains("8 of 8 runs, 0 failed"));

    List<RunRecord> records = store().records();
    assertEquals(8, records.size());
    assertTrue(records.stream().allMatch(record -> record.cycles() == 20));
    JsonNode analysis = new ObjectMapper().readTree(analysisFile().toFile());
    assertEquals(8, analysis.at("/runs/ok").asInt());
    assertEquals(80, analysis.at("/experiments/0/cycles").asInt());
    assertEquals(3, analysis.at("/causes/causes").size());
    assertEquals(2, analysis.at("/comparison/means/matchedPaths").asInt());
    assertEquals(2, analysis.at("/comparison/means/equalPaths").asInt());
    assertTrue(analysis.at("/comparison/means/ratio").asDouble() > 1);

    List<Row> rows = telemetry();
    assertEquals(160, rows.size());

    String answer = out.toString();
    Map<Path, FileTime> report = reportTimes();
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    long analysed = Files.getLastModifiedTime(analysisFile()).toMillis();
    assertEquals(0, runvar("run", study, "--workspace", workspace()));
    assertEquals(answer, out.toString());
    assertEquals(report, reportTimes());
    assertEquals("tiny: all 8 runs are done already; nothing to compute\n", err.toString());
    assertTrue(out.toString().contains("tiny: 8 of 8 runs are OK"));
    assertEquals(analysed, Files.getLastModifiedTime(analysisFile()).toMillis());
    assertEquals(records, store().records());
  }

  @Test
  void run_makes_a_report_again_of_which_something_was_changed_or_removed() throws IOException {
    String study = write(STUDY.formatted("thread"));
    assertEquals(0, runvar("run", study, "--workspace", workspace()));
    String answer = out.toString();
    Path page = Path.of(workspace(), "tiny/report/index.html");
    byte[] whole = Files.readAllBytes(page);
    Path figure =
        reportTimes().keySet().stream()
            .filter(f -> f.toString().endsWith(".png"))
            .findFirst()
            .get();
    byte[] drawn = Files.readAllBytes(figure);

    Files.delete(page);
    byte[] changed = drawn.clone();
    changed[changed.length / 2]++;
    Files.write(figure, changed);
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("run", study, "--workspace", workspace()));
    assertEquals(answer, out.toString());
    assertArrayEquals(whole, Files.readAllBytes(page));
    assertArrayEquals(drawn, Files.readAllBytes(figure));

    Files.writeString(page.resolveSibling("contents.json"), "{}");
    Files.write(page, changed);
    assertEquals(0, runvar("run", study, "--workspace", workspace()));
    assertArrayEquals(whole, Files.readAllBytes(page));
  }

  private Map<Path, FileTime> reportTimes() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(workspace(), "tiny/report"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void masters_and_isolations_change_no_trajectory() throws IOException {
    Map<String, String> one = trajectories("process", "local[1]", "one");
    assertEquals(4, one.size());
    assertEquals(one, trajectories("process", "local[2]", "two"));
    assertEquals(one, trajectories("thread", "local[2]", "three"));
  }

  @Test
  void experiments_can_be_run_one_by_one_and_analysed_at_any_moment() throws IOException {
    String study = write(STUDY.formatted("thread"));
    assertEquals(
        0, runvar("simulate", study, "--workspace", workspace(), "--experiment", "before"));
    assertEquals(4, store().records().size());
    assertEquals(0, runvar("analyze", "tiny", "--workspace", workspace()));
    assertTrue(out.toString().contains("tiny: 4 of 8 runs are OK, 4 missing"), out.toString());
    assertFalse(Files.readString(analysisFile()).contains("\"comparison\""));
    assertEquals(0, runvar("simulate", study, "--workspace", workspace()));
    assertTrue(err.toString().contains("tiny: 4 of 8 runs to do"), err.toString());
    assertEquals(0, runvar("analyze", "tiny", "--workspace", workspace(), "--format", "json"));
    assertTrue(out.toString().contains("\"comparison\""));
  }

  @Test
  void failed_runs_are_counted_and_the_exit_code_says_so() throws IOException {
    String study =
        write(
            """
            study: tiny
            cycles: 5
            replications: 1
            seed: 3
            workload: {command: [sh, -c, 'exit {code}']}
            experiments:
              only:
                factors: {code: [0, 4]}
            """);
    assertEquals(1, runvar("run", study, "--workspace", workspace()));
    assertTrue(err.toString().contains(": FAILED: ended with exit code 4"), err.toString());
    assertTrue(out.toString().contains("tiny: 1 of 2 runs are OK, 1 failed"), out.toString());
    assertEquals(1, runvar("simulate", study, "--workspace", workspace()));
  }

  @Test
  void programs_that_report_no_cycle_have_no_runtimes() throws IOException {
    String study =
        write(
            """
            study: tiny
            cycles: 5
            replications: 2
            seed: 3
            workload: {command: [sleep, '1']}
            experiments: {only: {}}
            """);
    assertEquals(0, runvar("run", study, "--workspace", workspace()));
    assertTrue(out.toString().contains("tiny: 2 of 2 runs are OK\n"), out.toString());
    assertTrue(out.toString().contains("No run has reported a cycle"), out.toString());
    List<Row> rows = telemetry();
    assertTrue(rows.size() >= 6, "readings: " + rows.size());
    for (Row row : rows) {
      assertNull(row.getAs("wall_nanos"));
      assertTrue(row.<Long>getAs("rss_bytes") > 0);
    }
  }

  @Test
  void failed_runs_are_done_again_when_asked_for() throws IOException {
    Path licence = directory.resolve("licence");
    String study =
        write(
            """
            study: tiny
            cycles: 5
            replications: 2
            seed: 3
            workload: {command: [sh, -c, 'test {needs} = no || cat %s']}
            experiments: {only: {factors: {needs: [yes, no]}}}
            """
                .formatted(licence));
    assertEquals(1, runvar("simulate", study, "--workspace", workspace()));
    assertEquals(4, store().committedAttempts().size());
    Files.writeString(licence, "");
    assertEquals(1, runvar("simulate", study, "--workspace", workspace()));
    assertEquals(4, store().committedAttempts().size());
    err.getBuffer().setLength(0);
    assertEquals(0, runvar("simulate", study, "--workspace", workspace(), "--retry", "failed"));
    assertTrue(err.toString().contains("tiny: 2 of 4 runs to do"), err.toString());
    assertEquals(6, store().committedAttempts().size());
    assertEquals(4, store().records().size());
    assertTrue(store().records().stream().allMatch(record -> record.outcome() == Outcome.OK));
  }

  @Test
  void a_study_that_stops_on_failure_ends_what_is_under_way_and_goes_on_later() throws Exception {
    String text =
        """
        study: tiny
        cycles: 5
        replications: 8
        seed: 3
        on-failure: %s
        workload: {command: [sh, -c, 'test {code} = 0 && sleep 2; exit {code}']}
        experiments: {only: {factors: {code: [0, 4]}}}
        """;
    String study = write(text.formatted("stop"));
    assertEquals(1, runvar("simulate", study, "--workspace", workspace(), "--master", "local[4]"));
    assertTrue(err.toString().contains("stopped, because a run failed"), err.toString());
    int committed = store().records().size();
    assertTrue(committed >= 1 && committed <= 8, "committed: " + committed);
    for (int i = 0; i < 100 && !store().markers().isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertEquals(List.of(), store().markers());
    err.getBuffer().setLength(0);
    write(text.formatted("continue"));
    assertEquals(1, runvar("simulate", study, "--workspace", workspace(), "--master", "local[8]"));
    assertTrue(err.toString().contains((16 - committed) + " of 16 runs to do"), err.toString());
    assertEquals(16, store().records().size());
  }

  @Test
  void status_says_how_far_a_study_is() throws IOException {
    String study = write(STUDY.formatted("thread"));
    runvar("simulate", study, "--workspace", workspace(), "--experiment", "before");
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("status", "tiny", "--workspace", workspace()));
    String text = out.toString();
    assertTrue(text.startsWith("tiny: 4 of 8 runs are OK, 0 failed, 0 running, 4 missing\n"), text);
    assertTrue(text.contains("Nothing is running."), text);
    assertTrue(text.lines().anyMatch(l -> l.matches("  before +4 +4 +0 +0 +0 +– +–")), text);
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("status", "tiny", "--workspace", workspace(), "--format", "json"));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(4, json.at("/all/ok").asInt());
    assertEquals("after", json.at("/experiments/0/experiment").asText());
    assertEquals(4, json.at("/experiments/0/missing").asInt());
  }

  @Test
  void probes_says_of_each_column_where_it_comes_from_or_why_it_does_not() throws IOException {
    assertEquals(0, runvar("probes", "--format", "json"));
    JsonNode findings = new ObjectMapper().readTree(out.toString());
    assertTrue(findings.size() > 15, out.toString());
    for (JsonNode finding : findings) {
      boolean measurable = finding.get("because").isNull();
      assertEquals(measurable, finding.get("resolution").isTextual(), finding.toString());
      assertFalse(finding.get("source").asText().isEmpty());
    }
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("probes"));
    assertTrue(out.toString().contains("  wall_nanos "), out.toString());
  }

  @Test
  void verify_compares_bytes_and_trajectories() throws IOException {
    String study = write(STUDY.formatted("thread"));
    runvar("simulate", study, "--workspace", workspace(), "--experiment", "after");
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("verify", "tiny", "--workspace", workspace(), "--sample", "2"));
    assertTrue(out.toString().contains("tiny: 4 records and 4 telemetry files"), out.toString());
    assertTrue(
        out.toString().endsWith("Nothing is missing, damaged or changed.\n"), out.toString());
    assertTrue(err.toString().contains("once more, 2 of 2"), err.toString());

    RunRecord record = store().records().get(0);
    store().commit(withTrajectory(record, "another"));
    out.getBuffer().setLength(0);
    assertEquals(1, runvar("verify", "tiny", "--workspace", workspace(), "--sample", "4"));
    assertTrue(
        out.toString().contains("run %s: trajectory another, and ".formatted(record.runId())),
        out.toString());

    Path telemetry =
        Path.of(workspace(), "tiny/telemetry/experiment=after", record.telemetry().get(0).file());
    Files.write(telemetry, new byte[10]);
    out.getBuffer().setLength(0);
    assertEquals(1, runvar("verify", "tiny", "--workspace", workspace()));
    assertTrue(out.toString().contains(telemetry + ": 10 bytes instead of "), out.toString());
    assertTrue(out.toString().endsWith("1 problems\n"), out.toString());
  }

  @Test
  void verify_compares_two_studies_run_by_run() throws IOException {
    String study = write(STUDY.formatted("thread"));
    String elsewhere = directory.resolve("elsewhere").toString();
    runvar("simulate", study, "--workspace", workspace());
    runvar("simulate", study, "--workspace", elsewhere, "--experiment", "after");
    out.getBuffer().setLength(0);
    String[] command = {"verify", "tiny", elsewhere + "/tiny/", "--workspace", workspace()};
    assertEquals(0, runvar(command));
    String line = "%d of 4 runs that both have finished took the same path; 4 are in one of them";
    assertTrue(out.toString().contains(line.formatted(4)), out.toString());

    StudyStore other = Workspace.open(elsewhere).study("tiny");
    RunRecord record = other.records().get(0);
    other.commit(withTrajectory(record, "another"));
    assertEquals(1, runvar(command));
    assertTrue(out.toString().contains(line.formatted(3)), out.toString());
    assertTrue(out.toString().contains("run %s: traj".formatted(record.runId())), out.toString());

    for (String nowhere : List.of("/", "nowhere/x", "x")) {
      err.getBuffer().setLength(0);
      assertEquals(2, runvar("verify", "tiny", nowhere, "--workspace", workspace()));
      assertEquals(
          "runvar: %s: there is no study; give the directory of one, or the name of one in %s\n"
              .formatted(nowhere, "file:" + workspace()),
          err.toString());
    }
  }

  private static RunRecord withTrajectory(RunRecord record, String trajectory) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.valueToTree(record);
    json.put("trajectory", trajectory);
    return mapper.treeToValue(json, RunRecord.class);
  }

  @Test
  void gc_removes_what_lost_attempts_left_behind() throws IOException {
    String study = write(STUDY.formatted("thread"));
    runvar("simulate", study, "--workspace", workspace(), "--experiment", "after");
    Path orphan =
        Files.writeString(
            Path.of(
                workspace(),
                "tiny/telemetry/experiment=after",
                "_%s-%s.parquet".formatted("0".repeat(16), "1".repeat(24))),
            "");
    Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("gc", "tiny", "--workspace", workspace(), "--dry-run"));
    assertEquals("file:" + orphan + "\nTo remove: 1 files\n", out.toString());
    assertTrue(Files.exists(orphan));
    assertEquals(0, runvar("gc", "tiny", "--workspace", workspace()));
    assertFalse(Files.exists(orphan));
  }

  @Test
  void slots_decide_how_many_runs_are_under_way() throws IOException {
    String study = write(STUDY.formatted("thread").replace("seed: 3", "seed: 3\nslots: 1"));
    assertEquals(0, runvar("simulate", study, "--workspace", workspace(), "--master", "local[2]"));
    List<RunRecord> records =
        store().records().stream()
            .sorted(Comparator.comparingLong(RunRecord::startedUnixMillis))
            .toList();
    for (int i = 1; i < records.size(); i++) {
      assertEquals(1, records.get(i).slots());
      assertTrue(
          records.get(i).startedUnixMillis() >= records.get(i - 1).endedUnixMillis(),
          "two at once: " + records.get(i));
    }
  }

  @Test
  void plan_tells_time_disk_and_memory_from_a_pilot_that_leaves_nothing() throws IOException {
    String study = write(STUDY.formatted("process"));
    assertEquals(0, runvar("plan", study, "--workspace", workspace(), "--pilot", "3s"));
    String text = out.toString();
    assertTrue(text.lines().anyMatch(l -> l.matches("  before +4 +\\d\\S* +\\d\\S* +\\d+")), text);
    assertTrue(text.lines().anyMatch(l -> l.matches(".*In all about \\d+:\\d\\d.*")), text);
    assertFalse(Files.exists(Path.of(workspace())));
  }

  @Test
  void plan_finds_a_command_that_fails_before_the_study_does() throws IOException {
    String study =
        write(
            """
            study: tiny
            cycles: 5
            replications: 1
            seed: 3
            workload: {command: [/no/such/program]}
            experiments: {only: {}}
            """);
    assertEquals(1, runvar("plan", study, "--workspace", workspace()));
    assertTrue(
        out.toString().contains("failed in the pilot: only: FAILED: ended with exit code 127"),
        out.toString());
    assertTrue(out.toString().contains("In all: not measurable"), out.toString());
  }

  @Test
  void plan_shows_the_design_and_starts_nothing() throws IOException {
    String study = write(STUDY.formatted("process"));
    assertEquals(0, runvar("plan", study, "--workspace", workspace(), "--pilot", "0s"));
    assertTrue(out.toString().contains("tiny: 8 runs of 20 cycles"));
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("plan", study, "--runs", "--pilot", "0s"));
    // A summary, a header and a line for each of the eight runs.
    assertEquals(10, out.toString().lines().count(), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("plan", study, "--format", "json"));
    JsonNode plan = new ObjectMapper().readTree(out.toString());
    assertEquals(8, plan.at("/runs").size());
    assertEquals("tiny", plan.at("/study").asText());
    assertTrue(plan.at("/runs/7/seed").isInt());
    assertFalse(Files.exists(Path.of(workspace())));
  }

  @Test
  void without_a_command_it_says_what_to_type_first() {
    assertEquals(0, runvar());
    assertTrue(out.toString().contains("runvar run conf/quick.yaml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "run --help",
        "plan --help",
        "simulate --help",
        "analyze --help",
        "report --help",
        "status --help",
        "verify --help",
        "import --help",
        "gc --help",
        "bench --help"
      })
  void help_has_examples(String command) {
    assertEquals(0, runvar(command.split(" ")));
    assertTrue(out.toString().contains("Example"), out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run none.yaml|none.yaml: there is no such file; give a study file, or the name of a study in the workspace",
        "run nothing|nothing: there is no such file, and no study of this name in WORKSPACE; give a study file, or the name of a study in the workspace",
        "analyze STUDY|file:WORKSPACE/tiny has no results yet; run it first, with runvar run",
        "run STUDY --experiment c999|--experiment: \"c999\" is not allowed; allowed: before, after",
        "run STUDY --workspace nosuch://x|Cannot open the workspace: nosuch://x: No FileSystem for scheme \"nosuch\"",
        "run STUDY --master bogus|--master: \"bogus\" is not allowed; allowed: local, local[N], spark://HOST:PORT, yarn, k8s://URL",
        "run STUDY --master local[0]|--master: \"local[0]\" is not allowed; allowed: local, local[N], spark://HOST:PORT, yarn, k8s://URL",
        "run STUDY --master local[99999999999]|--master: \"local[99999999999]\" is not allowed; allowed: local, local[N], spark://HOST:PORT, yarn, k8s://URL",
        "run STUDY --master local[*,0]|--master: \"local[*,0]\" is not allowed; allowed: local, local[N], spark://HOST:PORT, yarn, k8s://URL",
        "run STUDY --master spark://127.0.0.1:1|Cannot start Spark on spark://127.0.0.1:1: 127.0.0.1:1: Connection refused; give the address of a master that is running",
        "run STUDY --master spark://127.0.0.1:seven|Cannot start Spark on spark://127.0.0.1:seven: \"127.0.0.1:seven\" is not allowed; allowed: HOST:PORT, several separated by commas",
        "run STUDY --fast|Unknown option: '--fast'; runvar run --help shows what is allowed",
        "run|Missing required parameter: 'STUDY'; runvar run --help shows what is allowed",
        "fly|Unmatched argument at index 0: 'fly'; runvar --help shows what is allowed",
        "simulate STUDY --retry all|Invalid value for option '--retry': expected one of [none, failed] (case-sensitive) but was 'all'; runvar simulate --help shows what is allowed",
        "plan STUDY --pilot soon|--pilot: \"soon\" is not allowed; allowed: a number and ms, s, m or h, as in 500ms, 0.3s or 2h",
        "status STUDY|file:WORKSPACE/tiny has no results yet; run it first, with runvar run",
        "verify STUDY|file:WORKSPACE/tiny has no results yet; run it first, with runvar run",
        "verify STUDY --sample -1|--sample: \"-1\" is not allowed; allowed: a whole number from 0",
        "selftest --studies 0|--studies: \"0\" is not allowed; allowed: a whole number from 1",
        "bench analysis --rows 99|--rows: \"99\" is not allowed; allowed: a whole number from 100000",
        "export STUDY --format paper8|file:WORKSPACE/tiny has no results yet; run it first, with runvar run",
        "export STUDY --format csv|Invalid value for option '--format': expected one of [paper8] (case-sensitive) but was 'csv'; runvar export --help shows what is allowed",
        "selftest --cycles 99|--cycles: \"99\" is not allowed; allowed: a whole number from 100",
        "bench sleep|Invalid value for positional parameter at index 0 (SUBJECT): expected one of [kernel, overhead, instrument, analysis] (case-sensitive) but was 'sleep'; runvar bench --help shows what is allowed",
        "gc STUDY|file:WORKSPACE/tiny has no results yet; run it first, with runvar run",
        "analyze STUDY --format xml|Invalid value for option '--format': expected one of [text, json] (case-sensitive) but was 'xml'; runvar analyze --help shows what is allowed"
      })
  void a_mistake_is_one_line_exit_code_2_and_nothing_is_written(String command, String message)
      throws IOException {
    String study = write(STUDY.formatted("process"));
    String line = command.replace("STUDY", study);
    if (!line.contains("--workspace")
        && line.matches("(run|analyze|status|verify|gc|simulate|plan|export) \\S.*")) {
      line += " --workspace " + workspace();
    }
    assertEquals(2, runvar(line.split(" ")));
    assertEquals("runvar: " + message.replace("WORKSPACE", workspace()) + "\n", err.toString());
    assertFalse(Files.exists(Path.of(workspace())));
  }

  @Test
  void a_mistake_in_a_study_file_is_one_line_and_nothing_is_written() throws IOException {
    String study = write(STUDY.formatted("process").replace("cycles: 20", "cycles: -1"));
    assertEquals(2, runvar("run", study, "--workspace", workspace()));
    assertEquals(
        "runvar: "
            + study
            + ":2: cycles: \"-1\" is not allowed; allowed: a whole number from 1 to 1000000000\n",
        err.toString());
    assertFalse(Files.exists(Path.of(workspace())));
  }

  @Test
  void another_study_under_the_same_name_is_refused() throws IOException {
    String study = write(STUDY.formatted("thread"));
    assertEquals(0, runvar("simulate", study, "--workspace", workspace(), "--experiment", "after"));
    err.getBuffer().setLength(0);
    write(STUDY.formatted("thread").replace("seed: 3", "seed: 4"));
    assertEquals(2, runvar("run", study, "--workspace", workspace()));
    assertTrue(err.toString().contains("seed: 3 → 4"), err.toString());
    assertEquals(1, err.toString().lines().count());
    assertEquals(4, store().records().size());
  }

  private Map<String, String> trajectories(String isolation, String master, String workspace)
      throws IOException {
    String study = write(STUDY.formatted(isolation).replace("replications: 2", "replications: 1"));
    Path path = directory.resolve(workspace);
    assertEquals(0, runvar("simulate", study, "--workspace", path.toString(), "--master", master));
    return new TreeMap<>(
        Workspace.open(path.toString()).study("tiny").records().stream()
            .collect(Collectors.toMap(RunRecord::runId, RunRecord::trajectory)));
  }

  private List<Row> telemetry() throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      return spark.read().parquet(workspace() + "/tiny/telemetry").collectAsList();
    }
  }

  private StudyStore store() {
    return Workspace.open(workspace()).study("tiny");
  }

  private Path analysisFile() {
    return Path.of(workspace(), "tiny", "analysis", "analysis.json");
  }

  private String workspace() {
    return directory.resolve("workspace").toString();
  }

  private String write(String text) throws IOException {
    return Files.writeString(directory.resolve("study.yaml"), text).toString();
  }

  private int runvar(String... args) {
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    assertNotEquals(ExitCode.INTERNAL_ERROR, exitCode, err::toString);
    return exitCode;
  }
}
