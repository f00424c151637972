package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    assertTrue(out.toString().contains("Results: file:" + workspace() + "/tiny"));
    assertTrue(err.toString().contains("tiny: 8 of 8 runs to do"));
    assertTrue(err.toString().contains("8 of 8 runs, 0 failed"));

    List<RunRecord> records = store().records();
    assertEquals(8, records.size());
    assertTrue(records.stream().allMatch(record -> record.cycles() == 20));
    JsonNode analysis = new ObjectMapper().readTree(analysisFile().toFile());
    assertEquals(8, analysis.at("/runs/ok").asInt());
    assertEquals(80, analysis.at("/experiments/0/cycles").asInt());
    assertEquals(5, analysis.at("/phase1a/hypotheses").size());
    assertEquals(2, analysis.at("/phase1b/equivalence/matched").asInt());
    assertTrue(analysis.at("/phase1b/equivalence/met").asBoolean());
    assertTrue(analysis.at("/phase1b/speedup/ratio").asDouble() > 1);

    List<Row> rows = telemetry();
    assertEquals(160, rows.size());

    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    long analysed = Files.getLastModifiedTime(analysisFile()).toMillis();
    assertEquals(0, runvar("run", study, "--workspace", workspace()));
    assertEquals("tiny: all 8 runs are there already; nothing to compute\n", err.toString());
    assertTrue(out.toString().contains("tiny: 8 of 8 runs are OK"));
    assertEquals(analysed, Files.getLastModifiedTime(analysisFile()).toMillis());
    assertEquals(records, store().records());
  }

  @Test
  void masters_and_isolations_change_no_trajectory() throws IOException {
    Map<String, String> one = trajectories("process", "local[1]", "one");
    assertEquals(8, one.size());
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
    assertFalse(Files.readString(analysisFile()).contains("phase1b"));
    assertEquals(0, runvar("simulate", study, "--workspace", workspace()));
    assertTrue(err.toString().contains("tiny: 4 of 8 runs to do"), err.toString());
    assertEquals(0, runvar("analyze", "tiny", "--workspace", workspace(), "--format", "json"));
    assertTrue(out.toString().contains("\"phase1b\""));
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
  void plan_shows_the_design_and_starts_nothing() throws IOException {
    String study = write(STUDY.formatted("process"));
    assertEquals(0, runvar("plan", study, "--workspace", workspace()));
    assertTrue(out.toString().contains("tiny: 8 runs of 20 cycles"));
    out.getBuffer().setLength(0);
    assertEquals(0, runvar("plan", study, "--runs"));
    // A summary, a header and a line for each of the eight runs.
    assertEquals(10, out.toString().lines().count(), out.toString());
    assertFalse(Files.exists(Path.of(workspace())));
  }

  @Test
  void without_a_command_it_says_what_to_type_first() {
    assertEquals(0, runvar());
    assertTrue(out.toString().contains("runvar run conf/quick.yaml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "run --help", "plan --help", "simulate --help", "analyze --help"})
  void help_has_examples(String command) {
    assertEquals(0, runvar(command.split(" ")));
    assertTrue(out.toString().contains("Example"), out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run none.yaml|none.yaml: there is no such file; allowed: a study file, or the name of a study in the workspace",
        "run nothing|nothing: there is no such file, and no study of this name in WORKSPACE; allowed: a study file, or the name of a study in the workspace",
        "analyze STUDY|file:WORKSPACE/tiny has no results; allowed: a study of which runs were simulated",
        "run STUDY --experiment c999|--experiment: \"c999\" is not allowed; allowed: before, after",
        "run STUDY --workspace nosuch://x|Cannot open the workspace: nosuch://x: No FileSystem for scheme \"nosuch\"",
        "run STUDY --workspace a[1]|Cannot open the workspace: a[1]; allowed: a path without [ ] { } * ? ; ' and \\",
        "run STUDY --master bogus|--master: \"bogus\" is not allowed; allowed: local, local[N], spark://HOST:PORT, yarn, k8s://URL",
        "run STUDY --fast|Unknown option: '--fast'; runvar run --help shows what is allowed",
        "run|Missing required parameter: 'STUDY'; runvar run --help shows what is allowed",
        "fly|Unmatched argument at index 0: 'fly'; runvar --help shows what is allowed",
        "analyze STUDY --format xml|Invalid value for option '--format': expected one of [text, json] (case-sensitive) but was 'xml'; runvar analyze --help shows what is allowed"
      })
  void a_mistake_is_one_line_exit_code_2_and_nothing_is_written(String command, String message)
      throws IOException {
    String study = write(STUDY.formatted("process"));
    String line = command.replace("STUDY", study);
    if (!line.contains("--workspace") && line.matches("(run|analyze) \\S.*")) {
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
    String study = write(STUDY.formatted(isolation));
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
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
