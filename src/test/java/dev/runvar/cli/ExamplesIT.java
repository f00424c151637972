package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in other languages, run as a user does, where the language's tool is there. */
class ExamplesIT {

  private static final int RUNS = 5;
  private static final int CYCLES = 200;

  @TempDir private static Path workspace;

  @ParameterizedTest
  @CsvSource({
    "java, java/queue.yaml",
    "cc, c/queue.yaml",
    "node, node/queue.yaml",
    "go, go/queue.yaml",
    "rustc, rust/queue.yaml"
  })
  void a_program_that_writes_telemetry_gets_a_verdict(String tool, String study)
      throws IOException {
    JsonNode analysis = analysed(tool, study);
    assertEquals(RUNS * CYCLES, analysis.at("/experiments/0/cycles").asInt());
    assertEquals("H5", analysis.at("/phase1a/hypotheses/4/id").asText());
    assertNotEquals(
        "not-measurable", analysis.at("/phase1a/hypotheses/4/verdict/decision").asText());
  }

  @ParameterizedTest
  @CsvSource({"awk/progress.yaml, 199", "awk/watched.yaml, 0"})
  void a_program_that_is_not_changed_has_times_only_with_progress(String study, int timedCycles)
      throws IOException {
    JsonNode experiment = analysed("awk", study).at("/experiments/0");
    assertEquals(RUNS * timedCycles, experiment.at("/cycles").asInt());
    assertEquals(timedCycles > 0, experiment.at("/meanNanos").isNumber(), experiment.toString());
  }

  private static JsonNode analysed(String tool, String file) throws IOException {
    assumeTrue(isOnPath(tool), "there is no " + tool);
    Path study = Path.of("examples", file);
    runvar("simulate", study.toString());
    runvar("analyze", study.toString());
    Path results = workspace.resolve(name(study));
    try (Stream<Path> telemetry = Files.list(results.resolve("telemetry/experiment=queue"))) {
      assertEquals(RUNS, telemetry.filter(path -> path.toString().endsWith(".parquet")).count());
    }
    return new ObjectMapper().readTree(results.resolve("analysis/analysis.json").toFile());
  }

  private static String name(Path study) throws IOException {
    String first = "study: ";
    return Files.readAllLines(study).stream()
        .filter(line -> line.startsWith(first))
        .findFirst()
        .orElseThrow()
        .substring(first.length());
  }

  private static void runvar(String command, String study) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    int code = Main.run(out, out, command, study, "--workspace", workspace.toString());
    assertEquals(0, code, text.toString());
  }

  private static boolean isOnPath(String tool) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
  }
}
