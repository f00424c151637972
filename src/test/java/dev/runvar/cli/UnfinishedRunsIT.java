package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.Outcome;
import dev.runvar.store.Provenance;
import dev.runvar.store.SampleRecord;
import dev.runvar.store.StudyStore;
import dev.runvar.store.TelemetryParts;
import dev.runvar.store.Workspace;
import dev.runvar.study.Plan;
import dev.runvar.study.RunSpec;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import dev.runvar.telemetry.Column;
import dev.runvar.telemetry.CycleRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of which the slow runs ended at its limits. */
class UnfinishedRunsIT {

  private static final String STUDY =
      """
      study: limited
      cycles: 300
      replications: 6
      seed: 3
      causes: [{name: patterns kept, size: patterns, phase: recall}]
      workload: {command: [never, executed]}
      experiments:
        only:
          factors: {pace: [fast, slow, stuck]}
      """;

  @TempDir private Path directory;

  @Test
  void their_cycles_have_decisions_beside_the_verdicts() throws IOException {
    Study study = StudyReader.read(Files.writeString(directory.resolve("study.yaml"), STUDY));
    StudyStore store = Workspace.open(directory.toString()).study(study.name());
    List<RunSpec> plan = Plan.of(study);
    store.begin(
        study, plan, () -> new Provenance("v", null, null, "java", "spark", "os", "cpu", 2, 1, 0));
    for (RunSpec spec : plan) {
      commit(store, spec);
    }
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    assertEquals(
        1,
        Main.run(
            printer,
            printer,
            "analyze",
            "limited",
            "--details",
            "--workspace",
            directory.toString()),
        out.toString());

    JsonNode analysis =
        new ObjectMapper().readTree(directory.resolve("limited/analysis/analysis.json").toFile());
    assertEquals(6, analysis.at("/runs/ok").asInt());
    JsonNode verdict = analysis.at("/causes/causes/3/verdict");
    assertEquals("not-supported", verdict.at("/decision").asText(), verdict.toString());
    JsonNode with = analysis.at("/causes/withUnfinished");
    assertEquals(12, with.at("/runs").asInt());
    assertEquals(6, with.at("/tooShort").asInt());
    assertEquals("supported", with.at("/decisions/3/decision").asText(), with.toString());
    assertTrue(
        out.toString()
            .contains(
                "\n  12 runs ended at the limit of time or memory, 6 of them too short for a verdict; with their cycles these verdicts change: patterns kept not-supported → supported.\n"),
        out.toString());
  }

  /** Fast runs owe nothing to their patterns; slow ones 0 to 30 % of their runtime. */
  private static void commit(StudyStore store, RunSpec spec) throws IOException {
    SplittableRandom random = new SplittableRandom(spec.order());
    String pace = spec.levels().get("pace");
    int cycles = pace.equals("fast") ? 300 : pace.equals("slow") ? 150 : 2;
    Outcome outcome =
        pace.equals("fast")
            ? Outcome.OK
            : pace.equals("slow") ? Outcome.TIMEOUT : Outcome.OUT_OF_MEMORY;
    try (TelemetryParts telemetry =
        store
            .files()
            .openTelemetry(
                spec.experiment(), spec.runId(), SampleRecord.ATTEMPT, Duration.ofMinutes(10))) {
      CycleRow row = new CycleRow();
      for (int cycle = 0; cycle < cycles; cycle++) {
        row.clear();
        long patterns = random.nextLong(50, 60);
        long perPattern = pace.equals("fast") ? 0 : 300;
        row.set(Column.CYCLE, cycle);
        row.set(Column.WALL_NANOS, 10_000 + perPattern * (patterns - 50) + random.nextLong(100));
        row.set(Column.PATTERNS, patterns);
        telemetry.write(row);
      }
      store.commit(new SampleRecord(spec, outcome, null).of(cycles, telemetry.finish()));
    }
  }
}
