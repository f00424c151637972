package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runvar.store.RunRecord;
import dev.runvar.store.StudySnapshot;
import dev.runvar.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that are killed at random moments: what the same command then makes is what an
 * undisturbed one makes, and meanwhile what was whole stays whole.
 */
@Tag("long")
class KillPointsIT {

  private static final int KILLS_PER_COMMAND = 25;

  private static final String STUDY =
      """
      study: killed
      cycles: 60
      replications: 3
      seed: 3
      isolation: thread
      fixed: {max_agents: 8, warmup: 0s}
      experiments:
        a: {fixed: {variant: unoptimized}, factors: {frequency: [low, high]}}
        b: {fixed: {variant: optimized}, factors: {frequency: [low, high]}}
      """;

  @TempDir private Path directory;
  private String study;
  private final SplittableRandom random = new SplittableRandom(20261127);

  @BeforeEach
  void writeStudy() throws IOException {
    study = Files.writeString(directory.resolve("study.yaml"), STUDY).toString();
  }

  @Test
  void simulate() throws Exception {
    long millis = undisturbed("simulate", study);
    List<String> expected = trajectories("undisturbed");
    for (int kill = 0; kill < KILLS_PER_COMMAND; kill++) {
      String workspace = "simulate" + kill;
      kill(workspace, millis, "simulate", study);
      assertEquals(List.of(), snapshot(workspace).damage());
      again(workspace, "simulate", study);
      assertEquals(expected, trajectories(workspace));
      again(workspace, "verify", study, "--sample", "0");
    }
  }

  @Test
  void analyze() throws Exception {
    undisturbed("simulate", study);
    long millis = undisturbed("analyze", "killed");
    String expected = analysis("undisturbed");
    for (int kill = 0; kill < KILLS_PER_COMMAND; kill++) {
      kill("undisturbed", millis, "analyze", "killed");
      // The analysis before is as whole as it was.
      assertEquals(expected, analysis("undisturbed"));
      again("undisturbed", "analyze", "killed");
      assertEquals(expected, analysis("undisturbed"));
    }
    again("undisturbed", "verify", study, "--sample", "0");
  }

  @Test
  void report() throws Exception {
    undisturbed("run", study);
    long millis = undisturbed("report", "killed");
    List<Long> expected = reportSizes();
    for (int kill = 0; kill < KILLS_PER_COMMAND; kill++) {
      kill("undisturbed", millis, "report", "killed");
      assertEquals(expected, reportSizes());
      again("undisturbed", "report", "killed");
      assertEquals(expected, reportSizes());
    }
  }

  @Test
  void importing() throws Exception {
    List<String> command = new ArrayList<>(List.of("import", "--no-analysis", "--study", "killed"));
    for (int run = 0; run < 4; run++) {
      StringBuilder lines = new StringBuilder("{\"runvar\":1,\"seed\":%d}\n".formatted(run + 1));
      for (int cycle = 0; cycle < 40_000; cycle++) {
        lines.append("{\"cycle\":%d,\"wall_ns\":%d}\n".formatted(cycle, 1_000 + cycle * 37 % 101));
      }
      command.add(
          Files.writeString(directory.resolve("r%d.jsonl".formatted(run)), lines).toString());
    }
    String[] arguments = command.toArray(String[]::new);
    long millis = undisturbed(arguments);
    for (int kill = 0; kill < KILLS_PER_COMMAND; kill++) {
      String workspace = "import" + kill;
      kill(workspace, millis, arguments);
      // Whatever was committed is whole; a study that is there has all its runs, or none yet.
      assertEquals(List.of(), snapshot(workspace).damage());
      CommandRun next = CommandRun.of(withWorkspace(workspace, arguments));
      assertTrue(next.exitCode() == 0 || next.exitCode() == 2, next.text());
      if (next.exitCode() == 2) {
        assertTrue(next.err().contains("already"), next.text());
      }
      assertEquals(4, snapshot(workspace).records().size(), next.text());
      again(workspace, "verify", "killed", "--sample", "0");
    }
  }

  private long undisturbed(String... arguments) throws Exception {
    long started = System.nanoTime();
    Process process = start("undisturbed", arguments);
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), log());
    assertEquals(0, process.exitValue(), log());
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  private void kill(String workspace, long millis, String... arguments) throws Exception {
    Process process = start(workspace, arguments);
    process.waitFor(random.nextLong(millis / 10, millis), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  private void again(String workspace, String... arguments) {
    CommandRun run = CommandRun.of(withWorkspace(workspace, arguments));
    assertEquals(0, run.exitCode(), run.text());
  }

  private Process start(String workspace, String... arguments) throws IOException {
    return RunvarProcess.start(
        directory.resolve("log"), RunvarProcess.command(withWorkspace(workspace, arguments)));
  }

  private String[] withWorkspace(String workspace, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--workspace", directory.resolve(workspace).toString()));
    return all.toArray(String[]::new);
  }

  private StudySnapshot snapshot(String workspace) {
    return Workspace.open(directory.resolve(workspace).toString()).study("killed").snapshot();
  }

  private List<String> trajectories(String workspace) {
    List<RunRecord> records = snapshot(workspace).records();
    return List.copyOf(
        new TreeSet<>(records.stream().map(r -> r.runId() + " " + r.trajectory()).toList()));
  }

  private String analysis(String workspace) throws IOException {
    Path file = directory.resolve(workspace).resolve("killed/analysis/analysis.json");
    ObjectNode analysis = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    analysis.remove("generated");
    return analysis.toString();
  }

  /** Figures are the same each time; the page says when it was made. */
  private List<Long> reportSizes() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("undisturbed/killed/report"))) {
      List<Long> sizes = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith("_")) {
          sizes.add(Files.size(file));
        }
      }
      return sizes;
    }
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }
}
