package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.telemetry.Column;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other programs, imported as a user types it, analysed and reported like any study. */
class ImportIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String STUDY =
      """
      study: simulated
      cycles: 40
      replications: 3
      seed: 3
      isolation: thread
      fixed: {max_agents: 6, warmup: 0s}
      experiments:
        before: {fixed: {variant: unoptimized, pooling: off}}
        after: {fixed: {variant: optimized, pooling: off}}
      """;

  private static final String TABLE =
      """
      mode,seed,runtime,store,phase.scan,spare,note
      unoptimized,4,10,2,7,0.5,slow
      unoptimized,4,12,2,7,0.5,slow
      unoptimized,4,14,2,7,0.5,slow
      unoptimized,4,,2,7,0.5,slow
      unoptimized,4,-1,2,7,0.5,slow
      unoptimized,4,,,,,
      optimized,4,2,2,7,0.5,fast
      optimized,4,2,2,7,0.5,fast
      optimized,4,2,2,7,0.5,fast
      optimized,4,2,2,7,0.5,fast
      optimized,4,2,2,7,0.5,fast
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void telemetry_lines_of_simulated_runs_have_the_same_analysis() throws IOException {
    assertEquals(0, runvar("simulate", write("study.yaml", STUDY)));
    List<String> command = new ArrayList<>(List.of("import", "--no-analysis"));
    Map<String, List<Row>> rows = rows("simulated");
    for (RunRecord record : store("simulated").records()) {
      command.add(export(record, rows.get(record.runId())));
    }
    command.addAll(List.of("--study", "copy"));
    out.getBuffer().setLength(0);
    assertEquals(0, runvar(command.toArray(String[]::new)), err.toString());
    assertEquals(
        "copy: 6 runs with 240 cycles imported\nResults: file:" + workspace() + "/copy\n",
        out.toString());

    assertEquals(0, runvar("analyze", "simulated"), err.toString());
    assertEquals(0, runvar("analyze", "copy"), err.toString());
    JsonNode copy = analysis("copy");
    assertEquals(3, copy.at("/comparison/means/matchedPaths").asInt());
    assertEquals(3, copy.at("/comparison/means/equalPaths").asInt());
    JsonNode original = analysis("simulated");
    assertSame(comparable(original), comparable(copy));
    assertSame(experiment(original, "before"), experiment(copy, "before"));
    assertSame(experiment(original, "after"), experiment(copy, "after"));
    assertEquals(0, runvar("report", "copy"));
    assertTrue(out.toString().contains("Report: file:" + workspace() + "/copy/report/index.html"));
    assertTrue(out.toString().contains("Figure: file:" + workspace() + "/copy/report"));
    assertEquals(0, runvar("status", "copy"));
    assertTrue(out.toString().contains("copy: 6 of 6 runs are OK, 0 failed"), out.toString());
    assertEquals(0, runvar("verify", "copy", "--sample", "0"));
    assertTrue(
        out.toString().endsWith("Nothing is missing, damaged or changed.\n"), out.toString());
  }

  /** Equal but for the last digits of sums, which Spark adds up in any order. */
  private static void assertSame(JsonNode expected, JsonNode actual) {
    assertTrue(expected.equals(ImportIT::compareNodes, actual), expected + "\nis not\n" + actual);
  }

  private static int compareNodes(JsonNode a, JsonNode b) {
    if (!a.isNumber() || !b.isNumber()) {
      return a.equals(b) ? 0 : 1;
    }
    double tolerance = 1e-9 * Math.max(1, Math.abs(a.asDouble()));
    return Math.abs(a.asDouble() - b.asDouble()) <= tolerance ? 0 : 1;
  }

  /**
   * Without what the instrument cost, the names, and the verdicts: those look at the cycles of one
   * reading together, and which these are, lines of the contract do not say.
   */
  private static JsonNode comparable(JsonNode analysis) {
    ObjectNode copy = analysis.deepCopy();
    copy.remove(List.of("study", "generated", "instrument", "experiments", "headline", "causes"));
    return copy;
  }

  /** Without the ids of its runs, which the plan gives. */
  private static JsonNode experiment(JsonNode analysis, String id) {
    for (JsonNode experiment : analysis.get("experiments")) {
      if (experiment.get("id").asText().equals(id)) {
        JsonNode copy = experiment.deepCopy();
        copy.at("/growth/outliers").forEach(outlier -> ((ObjectNode) outlier).remove("runId"));
        return copy;
      }
    }
    throw new AssertionError("no experiment " + id + ": " + analysis);
  }

  @Test
  void an_imported_study_can_be_analysed_at_once() throws Exception {
    for (int seed : List.of(1, 2)) {
      swarm(seed);
    }
    int exitCode = runvar("import", path("swarm1.jsonl"), path("swarm2.jsonl"), "--study", "now");
    assertEquals(0, exitCode, err.toString());
    List<String> lines = out.toString().lines().toList();
    assertTrue(lines.get(0).endsWith("."), "the answer first: " + out);
    assertTrue(lines.size() <= 15, out.toString());
    assertTrue(
        out.toString().contains("now: 2 of 2 runs are OK\nnow: 2 runs with "), out.toString());
    assertTrue(
        out.toString().endsWith("Report: file:" + workspace() + "/now/report/index.html\n"),
        out.toString());
  }

  @Test
  void the_swarm_in_python_becomes_a_study() throws Exception {
    for (int seed : List.of(1, 2)) {
      swarm(seed);
    }
    assertEquals(
        0,
        runvar(
            "import",
            "--no-analysis",
            path("swarm1.jsonl"),
            path("swarm2.jsonl"),
            "--study",
            "python"),
        err.toString());
    assertEquals(0, runvar("analyze", "python"));
    assertTrue(out.toString().contains("python: 2 of 2 runs are OK\n"), out.toString());
    JsonNode analysis = analysis("python");
    assertEquals("imported", analysis.at("/experiments/0/id").asText());
    assertEquals(50, analysis.at("/experiments/0/cycles").asInt());
    assertEquals(3, analysis.at("/causes/causes").size());
    List<RunRecord> records = store("python").records();
    assertEquals(List.of(1, 2), records.stream().map(RunRecord::seed).sorted().toList());
    assertTrue(records.stream().allMatch(record -> record.trajectory() != null));
  }

  private void swarm(int seed) throws IOException, InterruptedException {
    ProcessBuilder swarm =
        new ProcessBuilder("python3", "examples/python/swarm.py", "max_agents=6").inheritIO();
    swarm.environment().put("RUNVAR_SEED", String.valueOf(seed));
    swarm.environment().put("RUNVAR_CYCLES", "25");
    swarm.environment().put("RUNVAR_TELEMETRY", path("swarm" + seed + ".jsonl"));
    assertEquals(0, swarm.start().waitFor());
  }

  @Test
  void a_table_as_csv_and_as_parquet_has_the_numbers_of_its_rows() throws IOException {
    String csv = write("cycles.csv", TABLE);
    String map = "wall_nanos=runtime:ms,variant=mode,database_bytes=store:kb";
    String summary =
        """
        %s: 2 runs with 10 cycles imported
          2 rows have no wall time: they are kept with their other figures
          1 rows have a negative time, as after a clock was set back: their times are null
          1 rows have no figure: they are left out
          columns that hold no figures, passed over: note
        """;
    for (String file : List.of(csv, parquet(csv))) {
      String study = file.substring(file.lastIndexOf('.') + 1);
      out.getBuffer().setLength(0);
      assertEquals(
          0,
          runvar("import", "--no-analysis", file, "--study", study, "--map", map),
          err.toString());
      assertTrue(out.toString().startsWith(summary.formatted(study)), out.toString());
      assertEquals(0, runvar("analyze", study));
      JsonNode analysis = analysis(study);
      JsonNode slow = experiment(analysis, "unoptimized");
      // (10 + 12 + 14) / 3 ms; the fourth and the fifth row have no wall time.
      assertEquals(12e6, slow.get("meanNanos").asDouble(), 1e-3);
      assertEquals(3, slow.get("cycles").asInt());
      assertEquals(6.0, analysis.at("/comparison/means/ratio").asDouble(), 1e-12);
      List<Row> rows = rows(study).values().stream().flatMap(List::stream).toList();
      assertEquals(10, rows.size());
      Row first =
          rows.stream()
              .filter(r -> r.<Long>getAs("wall_nanos") == 10_000_000)
              .findFirst()
              .orElseThrow();
      assertEquals(2048L, first.<Long>getAs("database_bytes"));
      assertEquals(Map.of("spare", 0.5), first.getJavaMap(first.fieldIndex("gauges")));
      assertEquals(Map.of("scan", 7L), first.getJavaMap(first.fieldIndex("phases")));
    }
  }

  private String parquet(String csv) throws IOException {
    String parts = path("parts");
    try (SparkSession spark = spark()) {
      spark
          .read()
          .option("header", true)
          .option("inferSchema", true)
          .csv(csv)
          .coalesce(1)
          .write()
          .parquet(parts);
    }
    try (Stream<Path> files = Files.list(Path.of(parts))) {
      Path part = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return Files.move(part, directory.resolve("cycles.parquet")).toString();
    }
  }

  @Test
  void results_of_the_published_study_are_analysed_by_its_criteria() throws IOException {
    assertEquals(
        0,
        runvar(
            "import",
            "--no-analysis",
            write("c256.json", paper(2)),
            "--study",
            "paper",
            "--experiment",
            "c256",
            "--variant",
            "unoptimized"),
        err.toString());
    assertEquals(
        0,
        runvar(
            "import",
            "--no-analysis",
            write("c257.json", paper(0)),
            "--study",
            "paper",
            "--experiment",
            "c257",
            "--variant",
            "optimized",
            "--criteria",
            "paper8"),
        err.toString());
    assertEquals(0, runvar("analyze", "paper"));
    JsonNode analysis = analysis("paper");
    assertEquals("c256", analysis.at("/phase1a/experiment").asText());
    JsonNode hypotheses = analysis.at("/phase1a/hypotheses");
    // Runtime is 1 s + 2 ms for each cycle, and so linear in patterns and in the size of the store.
    assertEquals(1.0, hypotheses.at("/2/paper/statistics/r2").asDouble(), 1e-9);
    assertEquals(2e6 / (1 << 20), hypotheses.at("/2/paper/statistics/slope").asDouble(), 1e-6);
    assertEquals(2e6, hypotheses.at("/4/paper/statistics/slope").asDouble(), 1e-3);
    assertEquals(2e6, hypotheses.at("/1/paper/statistics/linear").asDouble(), 1);
    assertEquals(1e9, hypotheses.at("/1/paper/statistics/intercept").asDouble(), 1e3);
    assertEquals(1.0, hypotheses.at("/0/paper/statistics/cpu_rho").asDouble(), 1e-9);
    assertTrue(analysis.at("/phase1b/speedup/ratio").asDouble() > 1);
    assertEquals(160, analysis.at("/phase1b/speedup/low").asDouble());
    RunRecord record = store("paper").records().get(0);
    assertTrue(List.of("OFF-OFF", "ON-ON").contains(record.parameters().get("condition")));
  }

  private static String paper(int millisPerCycle) {
    List<String> conditions = new ArrayList<>();
    for (String name : List.of("OFF-OFF", "ON-ON")) {
      List<String> cycles = new ArrayList<>();
      // With 20 cycles or more such times would be refused as times since the start.
      for (int cycle = 1; cycle <= 19; cycle++) {
        cycles.add(
            "{\"runtime\": %s, \"cpu_percent\": %d, \"memory_percent\": NaN, \"pattern_count\": %d, \"db_size_mb\": %d, \"cumulative_cycles\": %d}"
                .formatted(1 + cycle * millisPerCycle / 1e3, cycle, cycle, cycle, cycle));
      }
      conditions.add(
          "{\"name\": \"%s\", \"cycles\": [%s]}".formatted(name, String.join(",", cycles)));
    }
    return "{\"metadata\": {\"date\": \"2025\"}, \"conditions\": [\n%s]}"
        .formatted(String.join(",\n", conditions));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a.csv||:1: the file is empty; give a line of columns, then one row per cycle",
        "a.csv|a,b/1,2|:1: no column wall_nanos among [a, b]; give a column of this name, or --map wall_nanos=THEIRS:UNIT",
        "a.csv|wall_nanos,a/1,2/3/4,5|:3: a row of 1 values; allowed: 2, one for each of [wall_nanos, a]",
        "a.csv|wall_nanos,a/1,~2|:3: not CSV; put commas between values, and quote them as in \"a, \"\"b\"\"\"",
        "a.csv|wall_nanos/1/soon|:3: wall_nanos: \"soon\" is not allowed; allowed: a number, or nothing",
        "a.csv|wall_nanos/nan|:1: no row with a figure; give a row for each cycle",
        "a.csv|wall_nanos,wall_nanos/1,2|:1: two columns for \"wall_nanos\"; give only one, here or by --map",
        "a.csv|wall_nanos,seed,cycle/1,1,2/1,1,2|:3: cycle: 2 is not allowed; allowed: more than the cycle before, 2",
        "a.csv|wall_nanos,cycle/1,0.5|:2: cycle: \"0.5\" is not allowed; allowed: a whole number from 0",
        "a.csv|wall_nanos,seed/1,-3|:2: seed: \"-3\" is not allowed; allowed: a whole number from 0",
        "a.csv|wall_nanos,seed/1,2147483648|:2: seed: 2147483648 is not allowed; allowed: a whole number from 0 to 2147483647",
        "a.csv|wall_nanos,seed/1,1/2,2/3,1|:4: the run [1] goes on after another one; put the rows of a run one after the other",
        "a.csv|wall_nanos,variant/1,fast|:2: variant: \"fast\" is not allowed; allowed: unoptimized, optimized",
        "a.csv|wall_nanos,experiment/1,a b|:2: experiment: \"a b\" is not allowed; allowed: up to 64 letters, digits, - and _",
        "a.csv|wall_nanos,param.Size/1,2|:2: parameter: \"Size\" is not allowed; allowed: small letters, digits and _",
        "a.parquet|PAR1|:1: not Parquet; give a complete Parquet file: ",
        "a.jsonl|{\"runvar\":1}|:1: no cycle in this file; give a line for each cycle of one run",
        "a.jsonl|{\"cycle\":0,\"wall_ns\":1}/{\"cycle\":1}|:2: telemetry line 2: no wall_ns: {\"cycle\":1}; give lines of the telemetry contract",
        "a.jsonl|{\"runvar\":1,\"seed\":\"x\"}/{\"cycle\":1,\"wall_ns\":1}|:1: seed: \"x\" is not allowed; allowed: a whole number",
        "a.jsonl|{\"runvar\":1,\"params\":{\"a\":[]}}/{\"cycle\":1,\"wall_ns\":1}|:1: a: [] is not allowed; allowed: a text or a number",
        "a.json|[1]|:1: not a JSON object; give the result file of the paper",
        "a.json|{/\"conditions\": [|:2: not JSON; give the result file of the paper",
        "a.json|{\"cycles\": 1}|:1: no conditions in this file; give the result file of the paper",
        "a.json|{\"conditions\": [/{\"name\": 1}]}|:2: condition 1 has no list of cycles; give at least one cycle",
        "a.txt|x|:1: in no known format; allowed: telemetry lines (.jsonl), a table with --map wall_nanos=COLUMN:UNIT, a log with --line REGEX, .json (the paper's results), or a known format: "
      })
  void a_file_with_a_mistake_is_one_line_and_nothing_is_written(
      String name, String text, String message) throws IOException {
    String good = run("good.jsonl", "{\"runvar\":1}");
    // A slash stands for a line break, a tilde for a quote that is not closed.
    String file = write(name, text == null ? "" : text.replace('/', '\n').replace('~', '"'));
    assertEquals(2, runvar("import", "--no-analysis", good, file, "--study", "mine"));
    assertTrue(err.toString().startsWith("runvar: " + file + message), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertFalse(Files.exists(Path.of(workspace())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GOOD --study a/b|--study: \"a/b\" is not allowed; allowed: up to 64 letters, digits, - and _",
        "none.csv --study mine|none.csv:1: there is no such file; give a file that can be read",
        "GOOD --study mine --map wall_nanos=x|GOOD:1: --map has no meaning for this file; use it with tables only",
        "GOOD --study mine --criteria paper7|--criteria: \"paper7\" is not allowed; allowed: paper8",
        "GOOD GOOD --study mine --experiment a.b|GOOD:1: experiment: \"a.b\" is not allowed; allowed: up to 64 letters, digits, - and _"
      })
  void a_mistake_on_the_command_line_is_one_line_and_nothing_is_written(
      String command, String message) throws IOException {
    String good = run("good.jsonl", "{\"runvar\":1}");
    assertEquals(2, runvar(("import " + command).replace("GOOD", good).split(" ")));
    assertEquals("runvar: " + message.replace("GOOD", good) + "\n", err.toString());
    assertFalse(Files.exists(Path.of(workspace())));
  }

  @Test
  void an_imported_study_is_not_executed() throws IOException {
    assertEquals(
        0,
        runvar("import", "--no-analysis", run("one.jsonl", "{\"runvar\":1}"), "--study", "mine"));
    for (String command : List.of("run", "simulate", "plan", "verify")) {
      err.getBuffer().setLength(0);
      assertEquals(2, runvar(command, "mine"));
      assertEquals(
          "runvar: mine was imported: its runs cannot be executed; allowed: status, analyze, report, verify --sample 0, import\n",
          err.toString());
    }
    assertEquals(0, runvar("plan", "mine", "--pilot", "0s"));
    err.getBuffer().setLength(0);
    String study = write("study.yaml", STUDY.replace("study: simulated", "study: mine"));
    assertEquals(2, runvar("simulate", study));
    assertTrue(err.toString().contains("workload: imported → nrm"), err.toString());
  }

  @Test
  void runs_are_added_to_an_imported_study_but_never_twice() throws IOException {
    String one = run("one.jsonl", "{\"runvar\":1,\"params\":{\"size\":5},\"seed\":7}");
    String two = run("two.jsonl", "{\"runvar\":1,\"params\":{\"size\":6},\"seed\":7}");
    assertEquals(
        0, runvar("import", "--no-analysis", one, "--study", "mine", "--variant", "unoptimized"));
    List<RunRecord> first = store("mine").records();
    assertEquals(
        0, runvar("import", "--no-analysis", two, "--study", "mine", "--variant", "optimized"));
    assertEquals(2, store("mine").records().size());
    assertTrue(store("mine").records().containsAll(first));
    assertEquals(
        2,
        runvar("import", "--no-analysis", two, one, "--study", "mine", "--variant", "unoptimized"));
    assertEquals(
        "runvar: %s:1: experiment unoptimized has a run with seed 7 and {size=5, variant=unoptimized} already; give runs that differ in experiment, parameters, seed or run\n"
            .formatted(one),
        err.toString());
    assertEquals(2, store("mine").records().size());
    assertEquals(0, runvar("analyze", "mine"));
    assertTrue(out.toString().contains("mine: 2 of 2 runs are OK"), out.toString());
    assertTrue(analysis("mine").has("comparison"), "no comparison of the variants");
  }

  @Test
  void what_a_killed_import_left_is_no_study_and_is_removed() throws IOException {
    Path telemetry = Path.of(workspace(), "mine/telemetry/experiment=imported");
    Path left = telemetry.resolve("_0123456789abcdef-0123456789abcdef01234567.parquet");
    Files.createDirectories(telemetry);
    Files.createFile(left);
    for (String command : List.of("status mine", "verify mine --sample 0")) {
      assertEquals(2, runvar(command.split(" ")), out.toString());
    }
    assertEquals(0, runvar("gc", "mine"), err.toString());
    assertTrue(Files.exists(left), "another import may be writing it");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    assertEquals(0, runvar("gc", "mine"), err.toString());
    assertFalse(Files.exists(left));
    assertEquals(
        0,
        runvar("import", "--no-analysis", run("one.jsonl", "{\"runvar\":1}"), "--study", "mine"));
    assertEquals(1, store("mine").records().size());
  }

  /** Many rows were written before the mistake was found. */
  @Test
  void a_mistake_at_the_end_of_a_long_file_removes_what_was_written() throws IOException {
    assertEquals(
        0,
        runvar("import", "--no-analysis", run("one.jsonl", "{\"runvar\":1}"), "--study", "other"));
    String rows = "7,1,0.25\n8,1,0.5\n".repeat(50_000);
    String table = write("long.csv", "wall_nanos,seed,g\n" + rows + "soon,1,1\n");
    assertEquals(2, runvar("import", "--no-analysis", table, "--study", "mine"));
    assertEquals(
        "runvar: %s:100002: wall_nanos: \"soon\" is not allowed; allowed: a number, or nothing\n"
            .formatted(table),
        err.toString());
    assertFalse(Files.exists(Path.of(workspace(), "mine")));
    err.getBuffer().setLength(0);
    assertEquals(2, runvar("import", "--no-analysis", table, "--study", "other"));
    try (Stream<Path> files = Files.walk(Path.of(workspace(), "other"))) {
      assertEquals(1, files.filter(file -> file.toString().endsWith(".parquet")).count());
    }
    assertEquals(0, runvar("verify", "other", "--sample", "0"), out.toString());
  }

  @Test
  void a_simulated_study_takes_no_runs_from_elsewhere() throws IOException {
    assertEquals(0, runvar("simulate", write("study.yaml", STUDY)));
    err.getBuffer().setLength(0);
    assertEquals(
        2,
        runvar(
            "import", "--no-analysis", run("one.jsonl", "{\"runvar\":1}"), "--study", "simulated"));
    assertTrue(err.toString().contains("holds a study that was executed here"), err.toString());
  }

  private String run(String name, String header) throws IOException {
    return write(
        name, header + "\n{\"cycle\":0,\"wall_ns\":5}\n{\"cycle\":1,\"wall_ns\":6,\"cpu_ns\":2}\n");
  }

  private String export(RunRecord record, List<Row> rows) throws IOException {
    Path file = directory.resolve(record.runId() + ".jsonl");
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      ObjectNode header = JSON.createObjectNode().put("runvar", 1).put("seed", record.seed());
      header
          .put("experiment", record.experiment())
          .set("params", JSON.valueToTree(record.parameters()));
      lines.write(header + "\n");
      for (Row row : rows) {
        lines.write(line(row) + "\n");
      }
      ObjectNode end = JSON.createObjectNode().put("end", true);
      end.put("trajectory", record.trajectory());
      lines.write(end.set("outputs", JSON.valueToTree(record.outputs())) + "\n");
    }
    return file.toString();
  }

  private static ObjectNode line(Row row) {
    ObjectNode line = JSON.createObjectNode();
    line.put("cycle", row.<Long>getAs("cycle")).put("wall_ns", row.<Long>getAs("wall_nanos"));
    line.put("cpu_ns", row.<Long>getAs("cpu_nanos"));
    line.set("phases", JSON.valueToTree(row.getJavaMap(row.fieldIndex("phases"))));
    ObjectNode gauges = JSON.createObjectNode();
    for (Column column : Column.values()) {
      if (Column.ofGauge(column.columnName()).isPresent()) {
        gauges.set(column.columnName(), JSON.valueToTree(row.getAs(column.columnName())));
      }
    }
    line.set("gauges", gauges);
    return line;
  }

  private static SparkSession spark() {
    return SparkSession.builder()
        .master("local[1]")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  private Map<String, List<Row>> rows(String study) throws IOException {
    try (SparkSession spark = spark()) {
      String telemetry = "%s/%s/telemetry".formatted(workspace(), study);
      return spark.read().parquet(telemetry).orderBy("cycle").collectAsList().stream()
          .collect(Collectors.groupingBy(row -> row.getAs("run_id")));
    }
  }

  private JsonNode analysis(String study) throws IOException {
    return JSON.readTree(Path.of(workspace(), study, "analysis", "analysis.json").toFile());
  }

  private StudyStore store(String study) {
    return Workspace.open(workspace()).study(study);
  }

  private String workspace() {
    return path("workspace");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private int runvar(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--workspace", workspace()));
    return Main.run(
        new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
  }
}
