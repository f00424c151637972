package dev.runvar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runvar.spark.SparkJobs;
import dev.runvar.store.StudyStore;
import dev.runvar.store.Workspace;
import dev.runvar.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Studies with a cause of 8 % of runtime, or none, under a drift that saturates and that all
 * exposures share, made by a program that knows nothing of the analysis. The one of H3 by hand:
 *
 * <pre>
 * python3 src/test/python/make_studies.py --cause H3 --seed 1 /tmp/made
 * ./runvar import /tmp/made/*.jsonl --study h3
 * ./runvar analyze h3
 * </pre>
 */
class MadeStudiesIT {

  @TempDir private static Path directory;

  /** A Spark for each study would take most of the time. */
  private static final SparkJobs JOBS = new SparkJobs(Optional.of("local[2]"), Optional.empty());

  @AfterAll
  static void stopSpark() {
    JOBS.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "H1", "H2", "H3", "H5"})
  void the_cause_that_was_planted_is_found_and_nothing_else(String cause) throws Exception {
    importAs(cause, make(cause));
    StudyStore store = Workspace.open(workspace()).study(cause);
    Study study = store.manifest().orElseThrow().study();
    JsonNode phase1a =
        new AnalysisStage(JOBS)
            .run(store, study, store.snapshot(), new PrintWriter(Writer.nullWriter()))
            .analysis()
            .criteria()
            .get("phase1a");
    List<JsonNode> hypotheses = new ArrayList<>();
    phase1a.get("hypotheses").forEach(hypotheses::add);
    // The waste of these runs moves by one or two jumps: that makes a candidate and no more.
    assertEquals(
        List.of("none", "H2").contains(cause) ? List.of() : List.of(cause),
        idsOf(hypotheses, h -> h.at("/verdict/decision").asText().equals("supported")),
        hypotheses.toString());
    if (cause.equals("H2")) {
      assertEquals(
          "candidate", hypotheses.get(1).at("/verdict/evidence").asText(), hypotheses.toString());
    }
    // The drift is one that misleads: the criteria on pooled cycles name causes in any study.
    assertTrue(
        idsOf(hypotheses, h -> h.at("/paper/met").asBoolean()).size() > 1, hypotheses.toString());
  }

  private static List<String> idsOf(List<JsonNode> hypotheses, Predicate<JsonNode> kind) {
    return hypotheses.stream().filter(kind).map(h -> h.get("id").asText()).toList();
  }

  private static List<String> make(String cause) throws IOException, InterruptedException {
    Path made = directory.resolve("made of " + cause);
    assertEquals(
        0,
        new ProcessBuilder(
                "python3",
                "src/test/python/make_studies.py",
                "--cause",
                cause,
                "--seed",
                "1",
                made.toString())
            .inheritIO()
            .start()
            .waitFor());
    try (Stream<Path> files = Files.list(made)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private static void importAs(String study, List<String> files) {
    List<String> command = new ArrayList<>(List.of("import", "--no-analysis"));
    command.addAll(files);
    command.addAll(List.of("--study", study, "--criteria", "paper8", "--workspace", workspace()));
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out, true);
    assertEquals(0, Main.run(printer, printer, command.toArray(String[]::new)), out.toString());
  }

  private static String workspace() {
    return directory.resolve("workspace").toString();
  }
}
