package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program is changed, and the change is judged. */
class CompareIT {

  /**
   * Its cycles take 10 ms and 0.4 ms more each; without growth, half of that. The lines of shorter
   * runs may be read all at once.
   */
  private static final String PROGRAM =
      """
      import os, time
      SLOWER = 4e-4
      BASE = 1e-2
      for step in range(40):
          end = time.perf_counter() + BASE + SLOWER * step
          while time.perf_counter() < end:
              pass
          print("step", step, flush=True)
      """;

  private static final String STUDY =
      """
      study: loop
      replications: 5
      seed: 1
      slots: 1
      workload:
        command: [python3, %1$s]
        files: [%1$s]
        progress: '^step'
      experiments:
        model: {}
      """;

  @TempDir private static Path directory;

  private static Path program;
  private static Path study;
  private String workspace;

  /** The runs of the original, which tests copy. */
  @BeforeAll
  static void runOriginal() throws IOException {
    program = Files.writeString(directory.resolve("model.py"), PROGRAM);
    study = Files.writeString(directory.resolve("study.yaml"), STUDY.formatted(program));
    String[] run = {"run", study.toString(), "--workspace", directory + "/original"};
    CommandRun original = CommandRun.of(run);
    assertEquals(0, original.exitCode(), original.text());
  }

  @BeforeEach
  void useProgram() throws IOException {
    Files.writeString(program, PROGRAM);
    workspace = Files.createTempDirectory(directory, "w").toString();
  }

  private void useOriginal() throws IOException {
    FileUtils.copyDirectory(directory.resolve("original").toFile(), new File(workspace));
  }

  private void improveProgram() throws IOException {
    Files.writeString(
        program,
        PROGRAM.replace("SLOWER = 4e-4", "SLOWER = 0").replace("BASE = 1e-2", "BASE = 5e-3"));
  }

  private CommandRun runvar(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--workspace", workspace));
    all.addAll(List.of("--master", "local[2]"));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private JsonNode analysis(String name) throws IOException {
    return new ObjectMapper()
        .readTree(
            Workspace.open(workspace).study(name).readText("analysis/analysis.json").orElseThrow());
  }

  @Test
  void a_changed_program_runs_as_a_version_and_the_answer_opens_with_it() throws IOException {
    CommandRun early = runvar("run", study.toString(), "--as", "fix");
    assertEquals(2, early.exitCode());
    assertTrue(early.err().contains("loop has no results to compare with"), early.err());

    useOriginal();
    improveProgram();
    CommandRun refused = runvar("run", study.toString());
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("--as NAME"), refused.err());

    CommandRun fixed = runvar("run", study.toString(), "--as", "fix");
    assertEquals(0, fixed.exitCode(), fixed.text());
    assertTrue(fixed.out().startsWith("fix is "), fixed.out());
    assertTrue(fixed.out().contains("× as fast as original"), fixed.out());
    JsonNode version = analysis("loop@fix").at("/headline/version");
    assertEquals("fix", version.at("/name").asText());
    assertEquals("original", version.at("/against").asText());
    assertTrue(version.at("/low").asDouble() > 1, version.toString());
    assertTrue(version.at("/growthBefore").asDouble() > 0.5, version.toString());

    CommandRun original = CommandRun.of("status", "loop", "--workspace", workspace);
    assertTrue(original.out().endsWith("Versions: loop@fix\n"), original.text());

    Path page = directory.resolve("compare.html");
    CommandRun compared =
        runvar("compare", "loop", "loop@fix", "--format", "json", "--report", page.toString());
    assertTrue(Files.readString(page).contains("× as fast as loop"), Files.readString(page));
    JsonNode json = new ObjectMapper().readTree(compared.out());
    assertEquals("faster", json.at("/change").asText());
    assertEquals("seeds", json.at("/route").asText());
    assertEquals(5, json.at("/seeds").asInt());

    CommandRun slower = runvar("compare", "loop@fix", "loop", "--fail-if-slower", "5%");
    assertEquals(1, slower.exitCode());
    assertTrue(slower.err().contains("% longer than loop@fix, 5% are allowed"), slower.err());
    assertEquals(0, runvar("compare", "loop", "loop@fix", "--fail-if-slower", "5%").exitCode());
    CommandRun status = CommandRun.of("status", "loop@fix", "--workspace", workspace);
    assertTrue(status.out().startsWith("loop@fix: 5 of 5 runs are OK"), status.text());
  }

  @Test
  void the_original_runs_again_in_turn_with_the_changed_program() throws IOException {
    useOriginal();
    improveProgram();
    CommandRun run = runvar("run", study.toString(), "--as", "fix", "--interleaved");
    assertEquals(0, run.exitCode(), run.text());
    assertTrue(run.out().startsWith("fix is "), run.out());
    assertTrue(run.out().contains("loop@fix: 10 of 10 runs are OK"), run.out());
    assertTrue(analysis("loop@fix").at("/headline/version/low").asDouble() > 1);
  }

  @Test
  void diagnose_compares_with_a_study_of_the_program_before() throws IOException {
    CommandRun before =
        runvar(
            "diagnose", "--progress", "^step", "--runs", "2", "--", "python3", program.toString());
    assertEquals(0, before.exitCode(), before.text());
    improveProgram();
    CommandRun after =
        runvar(
            "diagnose",
            "--progress",
            "^step",
            "--runs",
            "2",
            "--against",
            "diagnose-model",
            "--",
            "python3",
            program.toString());
    assertEquals(0, after.exitCode(), after.text());
    assertTrue(after.out().startsWith("diagnose-model-2 is "), after.out());
    assertTrue(after.out().contains("5 seeds of each are needed"), after.out());
    assertFalse(analysis("diagnose-model-2").at("/version/text").isMissingNode());
  }

  @Test
  void two_studies_that_cannot_be_compared_are_named() throws IOException {
    useOriginal();
    CommandRun same = runvar("compare", "loop", "loop");
    assertEquals(2, same.exitCode());
    assertTrue(same.err().contains("are the same study"), same.err());
    CommandRun none = runvar("compare", "loop", "pool");
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains("pool: there is no study"), none.err());
    CommandRun percent = runvar("compare", "loop", "pool", "--fail-if-slower", "much");
    assertEquals(2, percent.exitCode());
    assertTrue(percent.err().contains("\"much\""), percent.err());
  }
}
