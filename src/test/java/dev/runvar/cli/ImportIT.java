package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void telemetry_lines_of_simulated_runs_have_the_same_analysis() throws IOException {
    assertEquals(0, runvar("simulate", write("study.yaml", STUDY)));
    List<String> command = new ArrayList<>(List.of("import"));
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

    assertEquals(0, runvar("analyze", "simulated"));
    assertEquals(0, runvar("analyze", "copy"));
    JsonNode copy = analysis("copy");
    assertEquals(3, copy.at("/phase1b/equivalence/matched").asInt());
    assertEquals(3, copy.at("/phase1b/equivalence/equal").asInt());
    JsonNode original = analysis("simulated");
    assertSame(comparable(original), comparable(copy));
    assertSame(experiment(original, "before"), experiment(copy, "before"));
    assertSame(experiment(original, "after"), experiment(copy, "after"));
    assertEquals(0, runvar("report", "copy"));
    assertTrue(out.toString().contains("Figure: file:" + workspace() + "/copy/report"));
    assertEquals(0, runvar("status", "copy"));
    assertTrue(out.toString().contains("copy: 6 of 6 runs are OK, 0 failed"), out.toString());
    assertEquals(0, runvar("verify", "copy", "--sample", "0"));
    assertTrue(out.toString().endsWith("All is as it was.\n"), out.toString());
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

  /** Without what the instrument cost, which an import cannot know, and the names. */
  private static JsonNode comparable(JsonNode analysis) {
    ObjectNode copy = analysis.deepCopy();
    return copy.remove(List.of("study", "generated", "instrument", "experiments"));
  }

  private static JsonNode experiment(JsonNode analysis, String id) {
    for (JsonNode experiment : analysis.get("experiments")) {
      if (experiment.get("id").asText().equals(id)) {
        return experiment;
      }
    }
    throw new AssertionError("no experiment " + id + ": " + analysis);
  }

  @Test
  void the_swarm_in_python_becomes_a_study() throws Exception {
    for (int seed : List.of(1, 2)) {
      swarm(seed);
    }
    assertEquals(
        0,
        runvar("import", path("swarm1.jsonl"), path("swarm2.jsonl"), "--study", "python"),
        err.toString());
    assertEquals(0, runvar("analyze", "python"));
    assertTrue(out.toString().contains("python: 2 of 2 runs are OK\n"), out.toString());
    JsonNode analysis = analysis("python");
    assertEquals("imported", analysis.at("/experiments/0/id").asText());
    assertEquals(50, analysis.at("/experiments/0/cycles").asInt());
    assertEquals(5, analysis.at("/phase1a/hypotheses").size());
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
  void an_imported_study_is_not_executed() throws IOException {
    assertEquals(0, runvar("import", run("one.jsonl", "{\"runvar\":1}"), "--study", "mine"));
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
    assertEquals(0, runvar("import", one, "--study", "mine", "--variant", "unoptimized"));
    List<RunRecord> first = store("mine").records();
    assertEquals(0, runvar("import", two, "--study", "mine", "--variant", "optimized"));
    assertEquals(2, store("mine").records().size());
    assertTrue(store("mine").records().containsAll(first));
    assertEquals(2, runvar("import", two, one, "--study", "mine", "--variant", "unoptimized"));
    assertEquals(
        "runvar: %s:1: experiment imported has a run with seed 7 and {size=5, variant=unoptimized} already; allowed: runs that differ in experiment, parameters, seed or run\n"
            .formatted(one),
        err.toString());
    assertEquals(2, store("mine").records().size());
    assertEquals(0, runvar("status", "mine"));
    assertTrue(out.toString().contains("mine: 2 of 2 runs are OK"), out.toString());
  }

  @Test
  void a_simulated_study_takes_no_runs_from_elsewhere() throws IOException {
    assertEquals(0, runvar("simulate", write("study.yaml", STUDY)));
    err.getBuffer().setLength(0);
    assertEquals(2, runvar("import", run("one.jsonl", "{\"runvar\":1}"), "--study", "simulated"));
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
      lines.write(end.put("trajectory", record.trajectory()) + "\n");
    }
    return file.toString();
  }

  private static ObjectNode line(Row row) {
    ObjectNode line = JSON.createObjectNode();
    line.put("cycle", row.<Long>getAs("cycle")).put("wall_ns", row.<Long>getAs("wall_nanos"));
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

  private Map<String, List<Row>> rows(String study) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
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
