package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runvar.store.Instrumentation;
import dev.runvar.store.Outcome;
import dev.runvar.store.RunRecord;
import dev.runvar.store.Workspace;
import dev.runvar.study.Study;
import dev.runvar.study.StudyReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples in other languages, run as a user does, where the language's tool is there. */
class ExamplesIT {

  @TempDir private static Path workspace;

  @ParameterizedTest
  @CsvSource({
    "cc, c/queue.yaml, 200",
    "node, node/queue.yaml, 200",
    "go, go/queue.yaml, 200",
    "rustc, rust/queue.yaml, 200",
    "awk, awk/progress.yaml, 200"
  })
  void a_program_in_any_language_reports_its_cycles(String tool, String file, int cycles) {
    RunRecord run = firstRun(tool, file);
    assertEquals(Outcome.OK, run.outcome(), String.valueOf(run.failure()));
    assertEquals(cycles, run.cycles());
    assertNotEquals(Instrumentation.READINGS, run.instrumentation());
  }

  @Test
  void a_program_that_says_nothing_is_watched() {
    RunRecord run = firstRun("awk", "awk/watched.yaml");
    assertEquals(Outcome.OK, run.outcome(), String.valueOf(run.failure()));
    assertEquals(Instrumentation.READINGS, run.instrumentation());
  }

  @Test
  void a_program_outside_of_runvar_gets_a_verdict() throws IOException {
    runvar("simulate", "examples/java/queue.yaml");
    runvar("analyze", "examples/java/queue.yaml");
    Path file = workspace.resolve("queue-java/analysis/analysis.json");
    JsonNode analysis = new ObjectMapper().readTree(file.toFile());
    // Which verdict it is depends on what else this machine does: runs of this length are noisy.
    assertEquals("replicates", analysis.at("/headline/growth/scope").asText(), analysis.toString());
    assertEquals(
        Set.of("arrive", "recall", "serve", "outside the phases"),
        Set.copyOf(analysis.at("/headline/madeOf").findValuesAsText("part")));
    for (JsonNode cause : analysis.at("/causes/causes")) {
      assertFalse(cause.at("/verdict/decision").asText().isEmpty(), cause.toString());
    }
    assertFalse(analysis.at("/causes/causes").isEmpty());
  }

  /** As they are shown in docs/slow-simulations.md; a cause that is not there is not claimed. */
  @Tag("long")
  @ParameterizedTest
  @CsvSource({"epidemic, true", "hospital, true", "fleet, true", "healthy, false"})
  void a_slow_program_is_diagnosed_and_a_healthy_one_is_not(String name, boolean slow)
      throws IOException {
    runvar("simulate", "examples/slow/%s.yaml".formatted(name));
    runvar("analyze", "examples/slow/%s.yaml".formatted(name));
    Path file = workspace.resolve("slow-%s/analysis/analysis.json".formatted(name));
    JsonNode analysis = new ObjectMapper().readTree(file.toFile());
    JsonNode headline = analysis.at("/headline");
    assertEquals(slow, headline.at("/grows").asText().equals("yes"), headline.toString());
    assertEquals(slow, headline.at("/cause").isObject(), headline.toString());
  }

  private static RunRecord firstRun(String tool, String file) {
    assumeTrue(isOnPath(tool), "there is no " + tool);
    Path path = Path.of("examples", file);
    runvar("simulate", path.toString(), "--replications", "1");
    Study study = StudyReader.read(path);
    String name = study.shortened(study.cycles(), 1).name();
    List<RunRecord> records = Workspace.open(workspace.toString()).study(name).records();
    assertEquals(1, records.size());
    return records.get(0);
  }

  private static void runvar(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--workspace", workspace.toString()));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.text());
  }

  private static boolean isOnPath(String tool) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
  }
}
